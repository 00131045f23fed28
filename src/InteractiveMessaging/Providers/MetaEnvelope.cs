using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The message object of Meta's Cloud API, which Kaleyra and 360dialog carry as well.</summary>
internal static class MetaEnvelope
{
    /// <summary>What Meta describes, for the sandbox. WhatsApp takes a number with and without its plus.</summary>
    /// <param name="at">Where the object stands in the body: a JSON pointer, empty for the body itself.</param>
    /// <param name="around">The fields round it.</param>
    public static Envelope At(string at, params EnvelopeField[] around) => new()
    {
        Fields = [.. around, .. Fields(at)],
        Recipient = [at + "/to"],
        Kind = at + "/type",
        DefaultKind = TextMessage.KindName,
        Contents = [.. MessageKind.Names.Select(kind => new EnvelopeContent(kind, $"{at}/{kind}"))],
    };

    private static EnvelopeField[] Fields(string at) =>
    [
        new(at + "/messaging_product", "whatsapp") { Required = true },
        new(at + "/recipient_type", "individual"),
        new(at + "/to", @"\+?" + ProviderDialect.DigitsNumber) { Required = true },
        new(at + "/type"),
        new(at + "/context") { IsObject = true },
        new(at + "/context/message_id"),
        new(at + "/biz_opaque_callback_data", @"[\s\S]{1,512}"),
    ];

    /// <summary>Writes the whole object; further fields go in before it is closed.</summary>
    public static void Write(Utf8JsonWriter json, Outgoing outgoing, string to, Action<Utf8JsonWriter>? further = null)
    {
        json.WriteStartObject();
        json.WriteString("messaging_product", "whatsapp");
        json.WriteString("recipient_type", "individual");
        json.WriteString("to", to);
        outgoing.WriteKind(json);
        further?.Invoke(json);
        json.WriteEndObject();
    }
}
