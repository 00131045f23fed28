using System.Text;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The callbacks that a provider would post about a message the sandbox took, each as the JSON of one request.</summary>
internal static class SandboxCallbacks
{
    /// <summary>One callback for each status, then one for the answer; each a second after the one before.</summary>
    /// <param name="message">The message.</param>
    /// <param name="statuses">How far it has come.</param>
    /// <param name="answer">
    /// The title or id of the button or row that is tapped, or else a text that is written; null for no answer.
    /// </param>
    /// <exception cref="WaException">The provider's document describes no callbacks.</exception>
    public static IEnumerable<string> Of(SandboxMessage message, IEnumerable<MessageProgress> statuses, string? answer)
    {
        Func<DialectEvent, string> write = message.Route.Dialect.Callback ?? throw new WaException(
            ErrorCause.BadInput,
            $"{message.Provider} documents no callbacks that the sandbox could write.",
            $"The sandbox writes those of {string.Join(", ", Able())}.");
        using JsonDocument request = JsonDocument.Parse(message.Json);
        DialectEvent happened = new()
        {
            MessageId = message.MessageId,
            To = message.To,
            Request = request.RootElement.Clone(),
            Values = message.Place.Values,
            At = message.ReceivedAt,
        };
        List<DialectEvent> events = [.. statuses.Select(status => happened with { Progress = status })];
        if (answer is not null)
        {
            events.Add(happened with { Answer = Answer(Read(message), answer) });
        }

        return events.Select((one, i) => write(one with { At = happened.At.AddSeconds(i + 1) }));
    }

    private static IEnumerable<string> Able() =>
        ProviderCatalog.All.Where(provider => provider.Dialect?.Callback is not null).Select(provider => provider.Name);

    private static Message Read(SandboxMessage message)
    {
        string mediaType = SandboxReader.MediaType(message.Headers.GetValueOrDefault("Content-Type"));
        DialectReading reading = message.Route.Dialect.Read(
            new(message.Place.Address, message.Place.Values, mediaType, Encoding.UTF8.GetBytes(message.Json)));
        return reading.Kind.Read(reading.Message);
    }

    private static DialectAnswer Answer(Message message, string said)
    {
        return (message as InteractiveMessage)?.Action switch
        {
            ReplyButtonsAction reply when reply.Buttons.FirstOrDefault(button => Says(button.Title, button.Id)) is { } button =>
                new(ReplyKind.Button, button.Title) { Id = button.Id },
            ListAction list
                when list.Sections.SelectMany(section => section.Rows).FirstOrDefault(row => Says(row.Title, row.Id)) is { } row =>
                new(ReplyKind.ListRow, row.Title) { Id = row.Id, Description = row.Description },
            _ => new(ReplyKind.Text, said),
        };

        bool Says(string title, string id) => title == said || id == said;
    }
}
