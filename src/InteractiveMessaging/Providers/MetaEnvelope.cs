using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The message object of Meta's Cloud API, which Kaleyra and 360dialog carry as well.</summary>
internal static class MetaEnvelope
{
    /// <summary>The fields that Meta describes, for the sandbox.</summary>
    /// <param name="at">Where the object stands in the body: a JSON pointer, empty for the body itself.</param>
    public static IEnumerable<EnvelopeField> Fields(string at) =>
    [
        new(at + "/messaging_product", "whatsapp") { Required = true },
        new(at + "/recipient_type", "individual"),
        new(at + "/to", ProviderDialect.PlusNumber) { Required = true },
        new(at + "/type", "interactive|text"),
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
        if (outgoing.Message is TextMessage)
        {
            // The text object as it was checked, with the fields the model has no name for, such as preview_url.
            using JsonDocument message = JsonDocument.Parse(outgoing.MessageJson);
            json.WriteString("type", "text");
            json.WritePropertyName("text");
            message.RootElement.GetProperty("text").WriteTo(json);
        }
        else
        {
            json.WriteString("type", "interactive");
            outgoing.WriteInteractive(json, "interactive");
        }

        further?.Invoke(json);
        json.WriteEndObject();
    }
}
