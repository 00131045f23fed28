using System.Buffers;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The one writer of WhatsApp's JSON shape. Every provider's envelope holds what is written here.</summary>
internal static class MessageWriter
{
    /// <summary>A message as JSON: the interactive object, or for a text the object that holds <c>text</c>.</summary>
    public static byte[] Write(Message message)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        Write(buffer, message);
        return buffer.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Write(Message)"/>
    public static void Write(IBufferWriter<byte> buffer, Message message)
    {
        using Utf8JsonWriter json = new(buffer, JsonData.Compact);
        switch (message)
        {
            case InteractiveMessage { UnknownFields.Count: > 0 } interactive:
                UnknownFields.Write(json, interactive);
                break;
            case InteractiveMessage interactive:
                WriteInteractive(json, interactive);
                break;
            case TextMessage text:
                json.WriteStartObject();
                json.WriteString("type", text.Type);
                json.WriteStartObject("text");
                json.WriteString("body", text.Body);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
        }
    }

    internal static void WriteInteractive(Utf8JsonWriter json, InteractiveMessage message)
    {
        json.WriteStartObject();
        json.WriteString("type", message.Type);
        if (message.Header is not null)
        {
            json.WritePropertyName("header");
            WriteHeader(json, message.Header);
        }

        WriteTextObject(json, "body", message.Body);
        WriteTextObject(json, "footer", message.Footer);
        if (message.Action is not RawAction { Value: null })
        {
            json.WritePropertyName("action");
            WriteAction(json, message.Action);
        }

        json.WriteEndObject();
    }

    private static void WriteHeader(Utf8JsonWriter json, Header header)
    {
        json.WriteStartObject();
        json.WriteString("type", header.Type);
        if (header.Type == "text")
        {
            WriteOptional(json, "text", header.Text);
        }
        else
        {
            json.WriteStartObject(header.Type);
            WriteOptional(json, "id", header.MediaId);
            WriteOptional(json, "link", header.Link);
            WriteOptional(json, "filename", header.FileName);
            WriteOptional(json, "caption", header.Caption);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteAction(Utf8JsonWriter json, MessageAction action)
    {
        switch (action)
        {
            case ReplyButtonsAction buttons:
                json.WriteStartObject();
                json.WriteStartArray("buttons");
                foreach (ReplyButton button in buttons.Buttons)
                {
                    json.WriteStartObject();
                    json.WriteString("type", "reply");
                    json.WriteStartObject("reply");
                    json.WriteString("id", button.Id);
                    json.WriteString("title", button.Title);
                    json.WriteEndObject();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;

            case ListAction list:
                json.WriteStartObject();
                json.WriteString("button", list.ButtonText);
                json.WriteStartArray("sections");
                foreach (ListSection section in list.Sections)
                {
                    json.WriteStartObject();
                    WriteOptional(json, "title", section.Title);
                    json.WriteStartArray("rows");
                    foreach (ListRow row in section.Rows)
                    {
                        json.WriteStartObject();
                        json.WriteString("id", row.Id);
                        json.WriteString("title", row.Title);
                        WriteOptional(json, "description", row.Description);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;

            case FlowAction flow:
                json.WriteStartObject();
                json.WriteString("name", "flow");
                json.WriteStartObject("parameters");
                WriteOptional(json, "flow_message_version", flow.MessageVersion);
                WriteOptional(json, "flow_token", flow.Token);
                WriteOptional(json, "flow_id", flow.FlowId);
                WriteOptional(json, "flow_name", flow.FlowName);
                json.WriteString("flow_cta", flow.Cta);
                WriteOptional(json, "mode", flow.Mode);
                WriteOptional(json, "flow_action", flow.FlowActionName);
                if (flow.Screen is not null || flow.Data is not null)
                {
                    json.WriteStartObject("flow_action_payload");
                    WriteOptional(json, "screen", flow.Screen);
                    if (flow.Data is not null)
                    {
                        json.WritePropertyName("data");
                        flow.Data.Element.WriteTo(json);
                    }

                    json.WriteEndObject();
                }

                json.WriteEndObject();
                json.WriteEndObject();
                break;

            case RawAction raw:
                raw.Value!.Element.WriteTo(json);
                break;

            default:
                throw new NotSupportedException($"The writer has no case for {action.GetType().Name}.");
        }
    }

    private static void WriteTextObject(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("text", text);
            json.WriteEndObject();
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
