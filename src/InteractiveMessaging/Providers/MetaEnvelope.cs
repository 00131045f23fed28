using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The message object of Meta's Cloud API, which Kaleyra and 360dialog carry as well.</summary>
internal static class MetaEnvelope
{
    /// <summary>
    /// What Meta describes, for the sandbox. WhatsApp takes a number with and without its plus, and in its place a user id; with both the
    /// number counts.
    /// </summary>
    public static Envelope Whole { get; } = At("") with
    {
        Fields = [.. Fields("", needsNumber: false), new("/recipient", UserId.Pattern)],
        Recipient = ["/to", "/recipient"],
    };

    /// <summary>The object within the envelope of a provider that knows recipients by their numbers alone.</summary>
    /// <param name="at">Where the object stands in the body: a JSON pointer, empty for the body itself.</param>
    /// <param name="around">The fields round it.</param>
    public static Envelope At(string at, params EnvelopeField[] around) => new()
    {
        Fields = [.. around, .. Fields(at, needsNumber: true)],
        Recipient = [at + "/to"],
        Kind = at + "/type",
        DefaultKind = TextMessage.KindName,
        Contents = [.. MessageKind.Names.Select(kind => new EnvelopeContent(kind, $"{at}/{kind}"))],
    };

    private static EnvelopeField[] Fields(string at, bool needsNumber) =>
    [
        new(at + "/messaging_product", "whatsapp") { Required = true },
        new(at + "/recipient_type", "individual"),
        new(at + "/to", @"\+?" + ProviderDialect.DigitsNumber)
        {
            Required = needsNumber,
            WhyNot = text => UserId.LooksLike(text)
                ? $"{at}/to holds a user id. WhatsApp would answer 200 and deliver nothing: a user id belongs into {at}/recipient."
                : null,
        },
        new(at + "/type"),
        new(at + "/context") { IsObject = true },
        new(at + "/context/message_id"),
        new(at + "/biz_opaque_callback_data", @"[\s\S]{1,512}"),
    ];

    /// <summary>Writes the whole object; further fields go in before it is closed.</summary>
    public static void Write(Utf8JsonWriter json, Outgoing outgoing, Action<Utf8JsonWriter>? further = null)
    {
        json.WriteStartObject();
        json.WriteString("messaging_product", "whatsapp");
        json.WriteString("recipient_type", "individual");
        if (outgoing.To is { } number)
        {
            json.WriteString("to", number.ToString());
        }
        else
        {
            // Never in "to": WhatsApp answers 200 to an id there and delivers nothing.
            json.WriteString("recipient", outgoing.Options.UserId!.Value.Text);
        }

        MessageKind kind = MessageKind.Of(outgoing.Message);
        if (kind.StandsAlone)
        {
            json.WriteString("type", kind.Name);
            outgoing.WriteMessage(json, kind.Name);
        }
        else
        {
            // The content as it was checked, with what the model has no name for, such as a text's preview_url; and nothing beside it.
            using JsonDocument message = JsonDocument.Parse(outgoing.MessageJson);
            json.WriteString("type", kind.Name);
            json.WritePropertyName(kind.Name);
            message.RootElement.GetProperty(kind.Name).WriteTo(json);
        }

        further?.Invoke(json);
        json.WriteEndObject();
    }
}
