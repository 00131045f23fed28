using System.Text.Json;
using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>The usual way to read a request: a JSON object whose fields stand in a table.</summary>
internal sealed record Envelope
{
    /// <summary>The fields that its document describes.</summary>
    public required IReadOnlyList<EnvelopeField> Fields { get; init; }

    /// <summary>Where the recipient stands: the first of these pointers that leads to a text. The first one is for numbers.</summary>
    public required IReadOnlyList<string> Recipient { get; init; }

    /// <summary>Where the kind of message stands; null where there is but one.</summary>
    public string? Kind { get; init; }

    /// <summary>What is wrong with the request beyond its fields one by one; null where nothing is.</summary>
    public Func<JsonElement, DialectReading, Refusal?> Further { get; init; } = (_, _) => null;

    /// <summary>The kind of a message that does not say; null where it must.</summary>
    public string? DefaultKind { get; init; }

    /// <summary>Where the messages of each kind stand.</summary>
    public required IReadOnlyList<EnvelopeContent> Contents { get; init; }

    /// <summary>The message in a request, or the first fault of the request.</summary>
    public DialectReading Read(DialectRequest request)
    {
        if (request.MediaType != RequestWriter.JsonType)
        {
            return DialectReading.Wrong("Content-Type", $"Content-Type must be {RequestWriter.JsonType}.");
        }

        using JsonDocument document = JsonDocument.Parse(request.Body);
        try
        {
            JsonText.Check(document.RootElement, deepest: 64);
        }
        catch (FormatException wrong)
        {
            // A provider would take one of two fields of the same name; which one, nobody says.
            return DialectReading.Wrong("", $"The body is not JSON that all read alike: {wrong.Message}");
        }

        return document.RootElement.ValueKind == JsonValueKind.Object
            ? Read(document.RootElement)
            : DialectReading.Wrong("", "The body must be a JSON object.");
    }

    private DialectReading Read(JsonElement body)
    {
        foreach (EnvelopeField field in Fields)
        {
            if (field.Check(body) is { } wrong)
            {
                return DialectReading.Wrong(field.Path, wrong);
            }
        }

        if (Recipient.FirstOrDefault(pointer => TextAt(body, pointer) is not null) is not { } recipient)
        {
            return DialectReading.Wrong(Recipient[0], $"{string.Join(" or ", Recipient)} is missing.");
        }

        string? named = Kind is null ? Contents[0].Kind : TextAt(body, Kind) ?? DefaultKind;
        if (Contents.FirstOrDefault(known => known.Kind == named) is not { } content)
        {
            return DialectReading.Wrong(Kind!, $"{Kind} must be one of {string.Join(", ", Contents.Select(known => known.Kind))}.");
        }

        DialectReading reading = Read(body, content, recipient);
        return reading.Refusal is null && Further(body, reading) is { } refusal ? DialectReading.Refused(refusal) : reading;
    }

    private DialectReading Read(JsonElement body, EnvelopeContent content, string recipient)
    {
        JsonElement found = JsonPointer.Find(body, content.Pointer);
        JsonValueKind wanted = content.OfText is null ? JsonValueKind.Object : JsonValueKind.String;
        if (found.ValueKind != wanted)
        {
            return DialectReading.Wrong(content.Pointer, !found.Exists() ? $"{content.Pointer} is missing."
                : $"{content.Pointer} must be {(wanted == JsonValueKind.String ? "a text" : "an object")}.");
        }

        string to = TextAt(body, recipient)!;
        bool isNumber = recipient == Recipient[0];
        if (content.OfText is { } message)
        {
            return DialectReading.Of(to, isNumber, message(found.GetString()!)) with { FieldOf = _ => content.Pointer };
        }

        MessageKind kind = MessageKind.Find(content.Kind)!;
        return kind.StandsAlone && found.Text("type") is null
            ? DialectReading.Wrong(content.Pointer + "/type", $"{content.Pointer}/type is missing.")
            : DialectReading.Of(to, isNumber, kind, kind.Unwrapped(found.Clone()), path => kind.InEnvelope(content.Pointer, path));
    }

    private static string? TextAt(JsonElement body, string pointer) =>
        JsonPointer.Find(body, pointer) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

/// <summary>Where the messages of one kind stand in an envelope.</summary>
/// <param name="Kind">The kind, as the envelope names it, which is WhatsApp's own name.</param>
/// <param name="Pointer">Where its content stands: a JSON pointer.</param>
internal sealed record EnvelopeContent(string Kind, string Pointer)
{
    /// <summary>Makes the message where the content is a bare text; null where it is WhatsApp's own object.</summary>
    public Func<string, Message>? OfText { get; init; }
}

/// <summary>A field of an envelope: a text, unless it is said to be an object.</summary>
/// <param name="Path">Where it stands, as a JSON pointer into the body.</param>
/// <param name="Pattern">What the text must look like, as a regular expression over the whole of it.</param>
internal sealed record EnvelopeField(string Path, string Pattern = "[\\s\\S]+")
{
    private readonly Regex _whole = new($@"\A(?:{Pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether it must be there.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it is an object.</summary>
    public bool IsObject { get; init; }

    /// <summary>Why a text of another form is not allowed there, where more can be said of it than that.</summary>
    public Func<string, string?> WhyNot { get; init; } = _ => null;

    /// <summary>What is wrong with it in this body, or null.</summary>
    public string? Check(JsonElement body)
    {
        JsonElement value = JsonPointer.Find(body, Path);
        if (!value.Exists())
        {
            return Required ? $"{Path} is missing." : null;
        }

        JsonValueKind wanted = IsObject ? JsonValueKind.Object : JsonValueKind.String;
        return value.ValueKind != wanted ? $"{Path} must be {(IsObject ? "an object" : "a text")}."
            : IsObject || _whole.IsMatch(value.GetString()!) ? null
            : WhyNot(value.GetString()!) ?? $"{Path} has a value that is not allowed there.";
    }
}
