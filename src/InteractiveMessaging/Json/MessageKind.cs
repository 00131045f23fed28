using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>
/// A kind of message: its record, how it is written and read, and where it stands in WhatsApp's envelope. The table
/// <see cref="All"/> is the one place that lists them; a kind that is not in it is an error everywhere.
/// </summary>
/// <param name="Name">What WhatsApp calls it in the <c>type</c> of its envelope.</param>
/// <param name="Record">The record of the messages.</param>
/// <param name="BodyPath">Where the main text stands: a JSON pointer into what <see cref="Write"/> writes.</param>
internal sealed record MessageKind(string Name, Type Record, string BodyPath)
{
    /// <summary>All of them; a new one is a row here.</summary>
    public static IReadOnlyList<MessageKind> All { get; } =
    [
        new(TextMessage.KindName, typeof(TextMessage), "/text/body")
        {
            Write = (json, message) => MessageWriter.WriteText(json, (TextMessage)message),
            Read = MessageReader.ReadText,
        },
        new(InteractiveMessage.KindName, typeof(InteractiveMessage), "/body/text")
        {
            StandsAlone = true,
            Write = (json, message) => MessageWriter.WriteInteractive(json, (InteractiveMessage)message),
            Read = MessageReader.ReadInteractive,
        },
        new(TemplateMessage.KindName, typeof(TemplateMessage), "/template/name")
        {
            Write = (json, message) => TemplateJson.Write(json, (TemplateMessage)message),
            Read = TemplateJson.Read,
        },
        Media(ImageMessage.KindName, typeof(ImageMessage)),
        Media(VideoMessage.KindName, typeof(VideoMessage)),
        Media(DocumentMessage.KindName, typeof(DocumentMessage)),
        Media(AudioMessage.KindName, typeof(AudioMessage)),
    ];

    private static readonly Dictionary<string, MessageKind> ByName = All.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The names of all kinds.</summary>
    public static ValueList<string> Names { get; } = [.. All.Select(kind => kind.Name)];

    /// <summary>
    /// Whether the JSON that is written and that the rules look at is the object which WhatsApp's envelope holds under the kind's
    /// name, with a type of its own. Where it is not, the JSON is <c>{"type": name, name: {…}}</c>, as in the envelope.
    /// </summary>
    public bool StandsAlone { get; init; }

    /// <summary>Writes a message of this kind.</summary>
    public required Action<Utf8JsonWriter, Message> Write { get; init; }

    /// <summary>
    /// Reads a message of this kind from what <see cref="Write"/> writes. Fields without a name in the model are left out.
    /// </summary>
    public required Func<JsonElement, Message> Read { get; init; }

    /// <summary>The kind of a message.</summary>
    /// <exception cref="NotSupportedException">The table has no row for it.</exception>
    public static MessageKind Of(Message message) => Find(message.Kind) ??
        throw new NotSupportedException($"The table of kinds has no row for {message.GetType().Name}.");

    /// <summary>The kind of this name, or null.</summary>
    public static MessageKind? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);

    private static MessageKind Media(string name, Type record) => new(name, record, $"/{name}/caption")
    {
        Write = (json, message) => MediaJson.Write(json, (MediaMessage)message),
        Read = message => MediaJson.Read(message, name),
    };

    /// <summary>The JSON of a message whose content a provider's envelope holds.</summary>
    /// <param name="content">The object that WhatsApp's envelope holds under the kind's name.</param>
    public JsonElement Unwrapped(JsonElement content) => StandsAlone
        ? content
        : JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["type"] = Name, [Name] = content });

    /// <summary>Where a field of the message stands in an envelope.</summary>
    /// <param name="content">
    /// Where the envelope holds the content: a JSON pointer that ends in the kind's name, or in the provider's name for it.
    /// </param>
    /// <param name="path">The field: a JSON pointer into the message's JSON.</param>
    public string InEnvelope(string content, string path) =>
        StandsAlone ? content + path
        : path.StartsWith($"/{Name}", StringComparison.Ordinal) ? content + path[(Name.Length + 1)..]
        : content;
}
