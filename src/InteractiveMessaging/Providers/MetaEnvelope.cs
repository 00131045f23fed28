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
        if (outgoing.Message is TextMessage text)
        {
            json.WriteString("type", "text");
            json.WriteStartObject("text");
            json.WriteString("body", text.Body);
            json.WriteEndObject();
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
