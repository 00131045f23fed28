using System.Globalization;
using System.Text.RegularExpressions;

namespace InteractiveMessaging.Tests;

/// <summary>
/// The limits a second time, as plain conditions over the model instead of a table over the JSON: slow, long-winded, and written
/// without a look at the first. Where the two disagree, one of them is wrong.
/// </summary>
internal static class NaiveRules
{
    /// <summary>Rule and place of every fault of a message that our own cmdlets can compose.</summary>
    public static SortedSet<string> Check(Message message)
    {
        SortedSet<string> faults = new(StringComparer.Ordinal);
        void Fault(bool isFault, string rule, string path)
        {
            if (isFault)
            {
                faults.Add($"{rule} {path}");
            }
        }

        void Text(string? text, int most, string rule, string path) => Fault(text is not null && text.Length > most, rule, path);
        void Needed(string? text, string rule, string path) => Fault(string.IsNullOrWhiteSpace(text), rule, path);
        void Url(string text, string url, string id, string path)
        {
            Needed(text, $"{id}.text", path + "/display_text");
            Text(text, 20, $"{id}.text.length", path + "/display_text");
            Needed(url, $"{id}.link", path + "/url");
            Fault(!string.IsNullOrWhiteSpace(url) && !IsWeb(url), $"{id}.link.kind", path + "/url");
        }

        void Media(Header header, string id, string path)
        {
            string media = $"{path}/{header.Type}";
            Fault(string.IsNullOrWhiteSpace(header.Link) == string.IsNullOrWhiteSpace(header.MediaId), $"{id}.{header.Type}", media);
            Fault(!string.IsNullOrWhiteSpace(header.Link) && !IsWeb(header.Link), $"{id}.{header.Type}.link", media + "/link");
            Fault(header.Caption is not null, $"{id}.{header.Type}.caption", media + "/caption");
            Fault(header.FileName is not null && header.Type != "document", $"{id}.{header.Type}.filename", media + "/filename");
        }

        void Buttons(IReadOnlyList<ReplyButton> buttons, string id, string path, string kind)
        {
            for (int i = 0; i < buttons.Count; i++)
            {
                string at = $"{path}/{i}/{kind}";
                Needed(buttons[i].Title, $"{id}.title", at + "/title");
                Text(buttons[i].Title, 20, $"{id}.title.length", at + "/title");
                Needed(buttons[i].Id, $"{id}.id", at + "/id");
                Text(buttons[i].Id, 256, $"{id}.id.length", at + "/id");
            }
        }

        if (message is TextMessage plain)
        {
            Needed(plain.Body, "text.body", "/text/body");
            Text(plain.Body, 4096, "text.body.length", "/text/body");
            return faults;
        }

        InteractiveMessage interactive = (InteractiveMessage)message;
        string type = interactive.Type;
        if (type == "hologram")
        {
            return faults;
        }

        bool hasNoFooter = type is "carousel" or "location_request_message" or "call_permission_request" or "request_contact_info";
        bool hasNoHeader = hasNoFooter || type is "product" or "catalog_message";
        if (type is not ("product" or "order_details" or "order_status"))
        {
            Needed(interactive.Body, type == "call_permission_request" ? "call.permission.body" : "body", "/body/text");
        }

        if (interactive.Action is CatalogAction { ThumbnailProductId: var thumbnail })
        {
            Needed(thumbnail, "catalog.thumbnail.missing", "/action/parameters/thumbnail_product_retailer_id");
        }

        Text(interactive.Body, 1024, type == "list" ? "list.body.length" : "body.length", "/body/text");
        Fault(hasNoFooter && interactive.Footer is not null, "footer.none", "/footer");
        if (!hasNoFooter && interactive.Footer is not null)
        {
            Needed(interactive.Footer, "footer", "/footer/text");
            Text(interactive.Footer, 60, "footer.length", "/footer/text");
        }

        Header? header = interactive.Header;
        Fault(hasNoHeader && header is not null, "header.none", "/header");
        Fault(type == "product_list" && header is null, "product_list.header", "/header/type");
        if (header is not null && !hasNoHeader)
        {
            Fault(type == "list" && header.Type != "text", "list.header.kind", "/header/type");
            Fault(type == "product_list" && header.Type != "text", "product_list.header.kind", "/header/type");
            if (header.Type == "text")
            {
                Needed(header.Text, "header.text", "/header/text");
                Text(header.Text, 60, "header.text.length", "/header/text");
                Fault(header.Text!.Contains('\n', StringComparison.Ordinal) || header.Text.Contains('\r', StringComparison.Ordinal), "header.text.lines", "/header/text");
                Fault(Regex.IsMatch(header.Text, @"(^|[^\w*_~`])(\*[^\s*]([^\r\n*]*[^\s*])?\*|_[^\s_]([^\r\n_]*[^\s_])?_)([^\w*_~`]|$)"), "header.text.markdown", "/header/text");
            }
            else if (type is not ("list" or "product_list"))
            {
                Media(header, "header", "/header");
            }
        }

        switch (interactive.Action)
        {
            case ReplyButtonsAction { Buttons: var buttons }:
                Fault(buttons.Count is 0 or > 3, "button.count", "/action/buttons");
                Buttons(buttons, "button", "/action/buttons", "reply");
                for (int i = 0; i < buttons.Count; i++)
                {
                    string at = $"/action/buttons/{i}/reply";
                    Fault(!string.IsNullOrWhiteSpace(buttons[i].Id) && buttons[i].Id.Trim() != buttons[i].Id, "button.id.spaces", at + "/id");
                    Fault(buttons.Take(i).Any(earlier => earlier.Id == buttons[i].Id), "button.id.unique", at + "/id");
                    Fault(buttons.Take(i).Any(earlier => earlier.Title == buttons[i].Title), "button.title.unique", at + "/title");
                }

                break;

            case ListAction list:
                Needed(list.ButtonText, "list.button", "/action/button");
                Text(list.ButtonText, 20, "list.button.length", "/action/button");
                Fault(list.Sections.Count is 0 or > 10, "list.section.count", "/action/sections");
                int rows = list.Sections.Sum(section => section.Rows.Count);
                Fault(list.Sections.Count > 0 && rows is 0 or > 10, "list.row.count", "/action/sections");
                List<string> ids = [];
                for (int s = 0; s < list.Sections.Count; s++)
                {
                    ListSection section = list.Sections[s];
                    string at = $"/action/sections/{s}";
                    Fault(list.Sections.Count > 1 && string.IsNullOrWhiteSpace(section.Title), "list.section.title", at + "/title");
                    Text(section.Title, 24, "list.section.title.length", at + "/title");
                    Fault(section.Rows.Count == 0, "list.section.rows", at + "/rows");
                    for (int r = 0; r < section.Rows.Count; r++)
                    {
                        ListRow row = section.Rows[r];
                        Needed(row.Title, "list.row.title", $"{at}/rows/{r}/title");
                        Text(row.Title, 24, "list.row.title.length", $"{at}/rows/{r}/title");
                        Needed(row.Id, "list.row.id", $"{at}/rows/{r}/id");
                        Text(row.Id, 200, "list.row.id.length", $"{at}/rows/{r}/id");
                        Fault(ids.Contains(row.Id), "list.row.id.unique", $"{at}/rows/{r}/id");
                        ids.Add(row.Id);
                        Text(row.Description, 72, "list.row.description.length", $"{at}/rows/{r}/description");
                    }
                }

                break;

            case FlowAction flow:
                const string Flow = "/action/parameters";
                Fault(string.IsNullOrWhiteSpace(flow.FlowId) == string.IsNullOrWhiteSpace(flow.FlowName), "flow.which", Flow);
                Needed(flow.MessageVersion, "flow.version", Flow + "/flow_message_version");
                Fault(flow.MessageVersion is not (null or "3"), "flow.version.kind", Flow + "/flow_message_version");
                Needed(flow.Cta, "flow.cta", Flow + "/flow_cta");
                Text(flow.Cta, 30, "flow.cta.length", Flow + "/flow_cta");
                Fault(flow.Cta.Contains('\ud83d', StringComparison.Ordinal), "flow.cta.emoji", Flow + "/flow_cta");
                Fault(flow.Mode is not (null or "draft" or "published"), "flow.mode", Flow + "/mode");
                Fault(flow.FlowActionName is not (null or "navigate" or "data_exchange"), "flow.action", Flow + "/flow_action");
                Fault((flow.Screen ?? (object?)flow.Data) is not null && flow.FlowActionName is not (null or "navigate"), "flow.payload", Flow + "/flow_action_payload");
                Fault(flow.Data?.ToString() is { } data && data != "null" && (data == "{}" || data[0] != '{'), "flow.data", Flow + "/flow_action_payload/data");
                break;

            case UrlAction link:
                Url(link.DisplayText, link.Url, "cta_url", "/action/parameters");
                break;

            case ProductAction product:
                Needed(product.CatalogId, "product.catalog", "/action/catalog_id");
                Needed(product.ProductId, "product.id", "/action/product_retailer_id");
                break;

            case ProductListAction products:
                Needed(products.CatalogId, "product.catalog", "/action/catalog_id");
                Fault(products.Sections.Count is 0 or > 10, "product_list.section.count", "/action/sections");
                Fault(products.Sections.Count > 0 && products.Sections.Sum(section => section.ProductIds.Count) is 0 or > 30, "product_list.count", "/action/sections");
                for (int s = 0; s < products.Sections.Count; s++)
                {
                    ProductSection section = products.Sections[s];
                    string at = $"/action/sections/{s}";
                    Fault(products.Sections.Count > 1 && string.IsNullOrWhiteSpace(section.Title), "product_list.section.title", at + "/title");
                    Text(section.Title, 24, "product_list.section.title.length", at + "/title");
                    Fault(section.ProductIds.Count == 0, "product_list.section.items", at + "/product_items");
                    for (int p = 0; p < section.ProductIds.Count; p++)
                    {
                        Needed(section.ProductIds[p], "product_list.id", $"{at}/product_items/{p}/product_retailer_id");
                    }
                }

                break;

            case CarouselAction { Cards: var cards }:
                Fault(cards.Count is < 2 or > 10, "card.count", "/action/cards");
                string KindOf(CarouselCard card) => card.Action is ReplyButtonsAction replies ? replies.Buttons.Count.ToString(CultureInfo.InvariantCulture) : card.Action.Type;
                string? catalog = cards.Select(card => card.Action).OfType<ProductAction>().FirstOrDefault()?.CatalogId;
                for (int c = 0; c < cards.Count; c++)
                {
                    CarouselCard card = cards[c];
                    string at = $"/action/cards/{c}";
                    Fault(KindOf(card) != KindOf(cards[0]), "card.alike", at);
                    if (card.Action is ProductAction shown)
                    {
                        Needed(shown.CatalogId, "card.product.catalog", at + "/action/catalog_id");
                        Needed(shown.ProductId, "card.product.id", at + "/action/product_retailer_id");
                        Fault(shown.CatalogId != catalog, "card.product.catalog.same", at + "/action/catalog_id");
                        continue;
                    }

                    Fault(card.Header is null, "card.header", at + "/header/type");
                    Fault(card.Header is not (null or { Type: "image" or "video" }), "card.header.kind", at + "/header/type");
                    if (card.Header is { Type: "image" or "video" } picture)
                    {
                        Media(picture, "card.header", at + "/header");
                    }

                    Text(card.Body, 160, "card.body.length", at + "/body/text");
                    Fault(card.Body is not null && card.Body.Replace("\r\n", "\n", StringComparison.Ordinal).Count(letter => letter is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '\f') > 2, "card.body.lines", at + "/body/text");
                    if (card.Action is UrlAction url)
                    {
                        Url(url.DisplayText, url.Url, "card.url", at + "/action/parameters");
                    }
                    else if (card.Action is ReplyButtonsAction { Buttons: var replies })
                    {
                        Fault(replies.Count == 0, "card.button.count", at + "/action/buttons");
                        Buttons(replies, "card.button", at + "/action/buttons", "quick_reply");
                    }
                }

                break;

            case AddressRequestAction address:
                Needed(address.Country, "address.country", "/action/parameters/country");
                Fault(address.Country != "IN", "address.country.kind", "/action/parameters/country");
                Fault(address.Values?.ToString() is { } values && values[0] is not ('{' or 'n'), "address.values", "/action/parameters/values");
                Fault(address.SavedAddresses?.ToString() is { } saved && saved[0] is not ('[' or 'n'), "address.saved", "/action/parameters/saved_addresses");
                Fault(address.ValidationErrors?.ToString() is { } errors && errors[0] is not ('{' or 'n'), "address.errors", "/action/parameters/validation_errors");
                break;

            case VoiceCallAction call:
                Text(call.DisplayText, 20, "call.text.length", "/action/parameters/display_text");
                Fault(call.TtlMinutes is < 1 or > 43200, "call.ttl", "/action/parameters/ttl_minutes");
                Text(call.Payload, 512, "call.payload.length", "/action/parameters/payload");
                break;

            case RawAction raw:
                Fault(raw.Value?.ToString() is { } action && action[0] is not ('{' or 'n'), "order.action", "/action");
                break;
        }

        return faults;
    }

    private static bool IsWeb(string url) =>
        Regex.IsMatch(url, @"^https?://[^\s/]+\S*$", RegexOptions.IgnoreCase) && !url.Any(char.IsControl);
}
