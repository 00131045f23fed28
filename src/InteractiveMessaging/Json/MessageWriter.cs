using System.Buffers;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The one writer of WhatsApp's JSON shape. Every provider's envelope holds what is written here.</summary>
internal static class MessageWriter
{
    /// <summary>
    /// A message as JSON, in the form that the rules look at: the interactive object, or the object that holds <c>type</c> and <c>text</c>.
    /// </summary>
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
        if (message.UnknownFields.Count > 0)
        {
            UnknownFields.Write(json, Write(message with { UnknownFields = [] }), message.UnknownFields);
        }
        else
        {
            MessageKind.Of(message).Write(json, message);
        }
    }

    /// <summary>A text: the object that holds <c>type</c> and <c>text</c>.</summary>
    public static void WriteText(Utf8JsonWriter json, TextMessage message)
    {
        json.WriteStartObject();
        json.WriteString("type", message.Type);
        WriteTextObject(json, "text", "body", message.Body);
        json.WriteEndObject();
    }

    /// <summary>The interactive object.</summary>
    public static void WriteInteractive(Utf8JsonWriter json, InteractiveMessage message)
    {
        json.WriteStartObject();
        json.WriteString("type", message.Type);
        WriteHeader(json, message.Header);
        WriteTextObject(json, "body", "text", message.Body);
        WriteTextObject(json, "footer", "text", message.Footer);
        if (message.Action is not RawAction { Value: null })
        {
            json.WritePropertyName("action");
            WriteAction(json, message.Action, "reply");
        }

        json.WriteEndObject();
    }

    private static void WriteHeader(Utf8JsonWriter json, Header? header)
    {
        if (header is null)
        {
            return;
        }

        json.WriteStartObject("header");
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

    /// <param name="json">The writer.</param>
    /// <param name="action">The action.</param>
    /// <param name="buttonKind"><c>reply</c>; in a card of a carousel <c>quick_reply</c>.</param>
    private static void WriteAction(Utf8JsonWriter json, MessageAction action, string buttonKind)
    {
        if (action is RawAction raw)
        {
            raw.Value!.Element.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        switch (action)
        {
            case ReplyButtonsAction buttons:
                json.WriteStartArray("buttons");
                foreach (ReplyButton button in buttons.Buttons)
                {
                    json.WriteStartObject();
                    json.WriteString("type", buttonKind);
                    json.WriteStartObject(buttonKind);
                    json.WriteString("id", button.Id);
                    json.WriteString("title", button.Title);
                    json.WriteEndObject();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;

            case ListAction list:
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
                break;

            case FlowAction flow:
                StartParameters(json, "flow");
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
                    WriteOptional(json, "data", flow.Data);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
                break;

            case UrlAction link:
                StartParameters(json, "cta_url");
                json.WriteString("display_text", link.DisplayText);
                json.WriteString("url", link.Url);
                json.WriteEndObject();
                break;

            case ProductAction product:
                json.WriteString("catalog_id", product.CatalogId);
                json.WriteString("product_retailer_id", product.ProductId);
                break;

            case ProductListAction products:
                json.WriteString("catalog_id", products.CatalogId);
                json.WriteStartArray("sections");
                foreach (ProductSection section in products.Sections)
                {
                    json.WriteStartObject();
                    WriteOptional(json, "title", section.Title);
                    json.WriteStartArray("product_items");
                    foreach (string product in section.ProductIds)
                    {
                        json.WriteStartObject();
                        json.WriteString("product_retailer_id", product);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;

            case CatalogAction catalog:
                json.WriteString("name", "catalog_message");
                if (catalog.ThumbnailProductId is not null)
                {
                    json.WriteStartObject("parameters");
                    json.WriteString("thumbnail_product_retailer_id", catalog.ThumbnailProductId);
                    json.WriteEndObject();
                }

                break;

            case CarouselAction carousel:
                json.WriteStartArray("cards");
                for (int i = 0; i < carousel.Cards.Count; i++)
                {
                    CarouselCard card = carousel.Cards[i];
                    json.WriteStartObject();
                    json.WriteNumber("card_index", i);
                    json.WriteString("type", card.Action is ProductAction ? "product" : "cta_url");
                    WriteHeader(json, card.Header);
                    WriteTextObject(json, "body", "text", card.Body);
                    json.WritePropertyName("action");
                    WriteAction(json, card.Action, "quick_reply");
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;

            case LocationRequestAction:
                json.WriteString("name", "send_location");
                break;

            case AddressRequestAction address:
                StartParameters(json, "address_message");
                json.WriteString("country", address.Country);
                WriteOptional(json, "values", address.Values);
                WriteOptional(json, "saved_addresses", address.SavedAddresses);
                WriteOptional(json, "validation_errors", address.ValidationErrors);
                json.WriteEndObject();
                break;

            case VoiceCallAction call:
                json.WriteString("name", "voice_call");
                if (call.DisplayText is not null || call.TtlMinutes is not null || call.Payload is not null)
                {
                    json.WriteStartObject("parameters");
                    WriteOptional(json, "display_text", call.DisplayText);
                    if (call.TtlMinutes is { } minutes)
                    {
                        json.WriteNumber("ttl_minutes", minutes);
                    }

                    WriteOptional(json, "payload", call.Payload);
                    json.WriteEndObject();
                }

                break;

            case CallPermissionAction or ContactInfoRequestAction:
                json.WriteString("name", action.Type);
                break;

            default:
                throw new NotSupportedException($"The writer has no case for {action.GetType().Name}.");
        }

        json.WriteEndObject();
    }

    private static void StartParameters(Utf8JsonWriter json, string name)
    {
        json.WriteString("name", name);
        json.WriteStartObject("parameters");
    }

    private static void WriteTextObject(Utf8JsonWriter json, string name, string field, string? text)
    {
        if (text is not null)
        {
            json.WriteStartObject(name);
            json.WriteString(field, text);
            json.WriteEndObject();
        }
    }

    internal static void WriteOptional(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, JsonData? data)
    {
        if (data is not null)
        {
            json.WritePropertyName(name);
            data.Element.WriteTo(json);
        }
    }
}
