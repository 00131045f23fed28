using System.Globalization;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Reads an element of <c>messages</c>: what a person sent.</summary>
internal static class MetaMessage
{
    /// <summary>The answer; null where the element does not say what it is.</summary>
    /// <param name="message">The element.</param>
    /// <param name="contacts">The people beside the list.</param>
    public static WaCallback? Read(JsonElement message, MetaContacts contacts) => message.Scalar("type") switch
    {
        null => null,
        "system" => MetaSystem.Read(message, contacts),
        string type => new MetaPerson(
            contacts, message.Scalar("from"), message.Scalar("from_user_id"), message.Scalar("from_parent_user_id"))
            .Of(ReadContent(Frame(message, type), message, type)),
    };

    // What every message may have, whatever its kind.
    private static WaReply Frame(JsonElement message, string type)
    {
        JsonElement context = message.Child("context");
        (string? code, string? error) = CallbackValues.Error(message);
        return new()
        {
            Kind = ReplyKind.Other,
            Type = type,
            MessageId = message.Scalar("id"),
            GroupId = message.Scalar("group_id"),
            AnsweredMessageId = context.Scalar("id"),
            IsForwarded = context.Flag("forwarded") == true || context.Flag("frequently_forwarded") == true,
            CatalogId = context.Scalar("referred_product", "catalog_id"),
            ProductId = context.Scalar("referred_product", "product_retailer_id"),
            Referral = Referral(message.Child("referral")),
            ErrorCode = code,
            Error = error,
        };
    }

    private static WaReply ReadContent(WaReply reply, JsonElement message, string type)
    {
        JsonElement content = message.Child(type);
        return type switch
        {
            "interactive" => MetaInteractive.Read(reply, content),
            "button" => reply with { Kind = ReplyKind.Button, Id = content.Scalar("payload"), Title = content.Scalar("text") },
            "text" => reply with { Kind = ReplyKind.Text, Text = content.Scalar("body") },
            "location" => reply with
            {
                Kind = ReplyKind.Location,
                Title = content.Scalar("name"),
                Text = content.Scalar("address"),
                Latitude = content.Number("latitude"),
                Longitude = content.Number("longitude"),
                Url = content.Scalar("url"),
            },
            "contacts" => ReadContacts(reply, content, message.Scalar("origin")),
            "image" or "video" or "document" or "audio" or "voice" or "sticker" => reply with
            {
                Kind = ReplyKind.Media,
                Id = content.Scalar("id"),
                Title = content.Scalar("filename"),
                Text = content.Scalar("caption"),
                MimeType = content.Scalar("mime_type"),
                Url = content.Scalar("url"),
            },
            "reaction" => reply with
            {
                Kind = ReplyKind.Reaction,
                Text = content.Scalar("emoji"),
                AnsweredMessageId = content.Scalar("message_id") ?? reply.AnsweredMessageId,
            },
            "order" => reply with { Kind = ReplyKind.Order, Text = NotEmpty(content.Scalar("text")), Order = Order(content) },
            "edit" => ReadEdit(reply, content),
            "revoke" => reply with { Kind = ReplyKind.Revoke, OriginalMessageId = content.Scalar("original_message_id") },
            "unsupported" => reply with { Kind = ReplyKind.Unsupported, Title = content.Scalar("type") },

            // What asks for contact data has two names in Meta's documents; an answer of either type is read.
            _ when message.Child("contacts").ValueKind == JsonValueKind.Array =>
                ReadContacts(reply, message.Child("contacts"), message.Scalar("origin") ?? type),
            _ => reply,
        };
    }

    // An edited message holds the whole new one, which answers what the first one answered.
    private static WaReply ReadEdit(WaReply reply, JsonElement edit)
    {
        JsonElement message = edit.Child("message");
        string type = message.Scalar("type") ?? "";
        WaReply edited = type == "edit" ? reply : ReadContent(Frame(message, type), message, type);
        return reply with
        {
            Kind = ReplyKind.Edit,
            OriginalMessageId = edit.Scalar("original_message_id"),
            AnsweredMessageId = reply.AnsweredMessageId ?? edited.AnsweredMessageId,
            Id = edited.Id,
            Title = edited.Title,
            Text = edited.Text,
            MimeType = edited.MimeType,
            Url = edited.Url,
        };
    }

    private static WaReply ReadContacts(WaReply reply, JsonElement contacts, string? origin)
    {
        // Who was asked for the number gives the one of WhatsApp; any other may come from an address book.
        Func<string?, string?> spell = ContactOrigin.IsRequest(origin) ? CallbackValues.Number : CallbackValues.ForeignNumber;
        ValueList<WaContact> people =
        [
            .. contacts.Items().Select(contact => new WaContact
            {
                Name = contact.Scalar("name", "formatted_name"),
                Phones =
                [
                    .. contact.Items("phones")
                        .Select(phone => CallbackValues.Number(phone.Scalar("wa_id")) ?? spell(phone.Scalar("phone"))).OfType<string>(),
                ],
            }),
        ];
        return reply with
        {
            Kind = ReplyKind.Contacts,
            Contacts = people,
            Origin = origin,
            Text = NotEmpty(string.Join(", ", people.Select(person => person.ToString()).Where(person => person.Length > 0))),
        };
    }

    private static WaOrder Order(JsonElement order) => new()
    {
        CatalogId = order.Scalar("catalog_id"),
        Items =
        [
            .. order.Items("product_items").Select(item => new WaOrderItem
            {
                ProductId = item.Scalar("product_retailer_id"),
                Quantity = item.Whole("quantity") ?? Whole(item.Text("quantity")),
                Price = CallbackValues.Decimal(item.Scalar("item_price")),
                Currency = item.Scalar("currency"),
            }),
        ],
    };

    private static WaReferral? Referral(JsonElement referral) => referral.ValueKind != JsonValueKind.Object ? null : new()
    {
        SourceType = referral.Scalar("source_type"),
        SourceId = referral.Scalar("source_id"),
        SourceUrl = referral.Scalar("source_url"),
        Headline = referral.Scalar("headline"),
        Body = referral.Scalar("body"),
        ClickId = referral.Scalar("ctwa_clid"),
    };

    private static int? Whole(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
