using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The message object of Meta's Cloud API, which Kaleyra and 360dialog carry as well.</summary>
internal static class MetaEnvelope
{
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
