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
            events.Add(happened with { Answer = Tapped(Read(message), answer) ?? new(ReplyKind.Text, answer) });
        }

        return events.Select((one, i) => write(one with { At = happened.At.AddSeconds(i + 1) }));
    }

    private static IEnumerable<string> Able() =>
        ProviderCatalog.All.Where(provider => provider.Dialect?.Callback is not null).Select(provider => provider.Name);

    private static JsonElement Read(SandboxMessage message)
    {
        string mediaType = SandboxReader.MediaType(message.Headers.GetValueOrDefault("Content-Type"));
        return message.Route.Dialect.Read(
            new(message.Place.Address, message.Place.Values, mediaType, Encoding.UTF8.GetBytes(message.Json))).Message;
    }

    // What can be tapped has a title and an id, and the rows of a list stand in "rows".
    private static DialectAnswer? Tapped(JsonElement at, string said, ReplyKind kind = ReplyKind.Button) => at.ValueKind switch
    {
        JsonValueKind.Object when at.Text("id") is { } id && at.Text("title") is { } title => title == said || id == said
            ? new(kind, title) { Id = id, Description = at.Text("description") }
            : null,
        JsonValueKind.Object => at.EnumerateObject()
            .Select(field => Tapped(field.Value, said, field.Name == "rows" ? ReplyKind.ListRow : kind))
            .FirstOrDefault(tapped => tapped is not null),
        JsonValueKind.Array => at.EnumerateArray().Select(item => Tapped(item, said, kind)).FirstOrDefault(tapped => tapped is not null),
        _ => null,
    };
}
