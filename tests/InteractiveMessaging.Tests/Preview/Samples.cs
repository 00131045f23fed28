namespace InteractiveMessaging.Tests.Preview;

/// <summary>A message of every type, and what of it must be seen.</summary>
public static class Samples
{
    private static readonly Dictionary<string, (string Json, string[] Seen)> ByType = new()
    {
        ["text"] = ("""{"type":"text","text":{"body":"Just *words*"}}""", ["Just", "words"]),
        ["button"] = ("""{"type":"button","header":{"type":"image","image":{"link":"https://example.com/a.jpg"}},"body":{"text":"Body"},"footer":{"text":"Foot"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Yes"}},{"type":"reply","reply":{"id":"2","title":"No"}}]}}""",
            ["https://example.com/a.jpg", "Body", "Foot", "Yes", "No"]),
        ["list"] = ("""{"type":"list","header":{"type":"text","text":"Head"},"body":{"text":"Body"},"action":{"button":"Choose","sections":[{"title":"One","rows":[{"id":"a","title":"First","description":"Described"}]},{"title":"Two","rows":[{"id":"b","title":"Second"}]}]}}""",
            ["Head", "Body", "Choose", "One", "First", "Described", "Two", "Second"]),
        ["cta_url"] = ("""{"type":"cta_url","body":{"text":"Body"},"action":{"name":"cta_url","parameters":{"display_text":"Open it","url":"https://example.com/u"}}}""",
            ["Open it", "https://example.com/u"]),
        ["flow"] = ("""{"type":"flow","header":{"type":"document","document":{"id":"77","filename":"terms.pdf"}},"body":{"text":"Body"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"123","flow_cta":"Begin","flow_action":"navigate","flow_action_payload":{"screen":"FIRST"}}}}""",
            ["terms.pdf", "media id 77", "Begin", "Flow 123", "FIRST"]),
        ["product"] = ("""{"type":"product","body":{"text":"Body"},"action":{"catalog_id":"c1","product_retailer_id":"sku1"}}""", ["Body", "sku1", "c1", "View"]),
        ["product_list"] = ("""{"type":"product_list","header":{"type":"text","text":"Head"},"body":{"text":"Body"},"action":{"catalog_id":"c1","sections":[{"title":"Lamps","product_items":[{"product_retailer_id":"sku1"},{"product_retailer_id":"sku2"}]}]}}""",
            ["View items", "Lamps", "sku1", "sku2", "catalog c1"]),
        ["catalog_message"] = ("""{"type":"catalog_message","body":{"text":"Body"},"action":{"name":"catalog_message","parameters":{"thumbnail_product_retailer_id":"sku9"}}}""",
            ["Catalog", "sku9", "View catalog"]),
        ["carousel"] = ("""{"type":"carousel","body":{"text":"Body"},"action":{"cards":[{"card_index":0,"type":"cta_url","header":{"type":"image","image":{"link":"https://example.com/1"}},"body":{"text":"Card one"},"action":{"name":"cta_url","parameters":{"display_text":"More","url":"https://example.com/m"}}},{"card_index":1,"type":"button","header":{"type":"video","video":{"link":"https://example.com/2"}},"body":{"text":"Card two"},"action":{"buttons":[{"type":"quick_reply","quick_reply":{"id":"q","title":"Quick"}}]}}]}}""",
            ["Body", "Card one", "More", "video", "Card two", "Quick"]),
        ["location_request_message"] = ("""{"type":"location_request_message","body":{"text":"Where are you?"},"action":{"name":"send_location"}}""", ["Where are you?", "Send location"]),
        ["address_message"] = ("""{"type":"address_message","body":{"text":"Body"},"action":{"name":"address_message","parameters":{"country":"IN"}}}""", ["Provide address", "IN"]),
        ["call_permission_request"] = ("""{"type":"call_permission_request","body":{"text":"Body"},"action":{"name":"call_permission_request"}}""", ["Choose whether we may call"]),
        ["voice_call"] = ("""{"type":"voice_call","body":{"text":"Body"},"action":{"name":"voice_call","parameters":{"display_text":"Ring us","ttl_minutes":60}}}""", ["Ring us", "60 minutes"]),
        ["request_contact_info"] = ("""{"type":"request_contact_info","body":{"text":"Body"},"action":{"name":"request_contact_info"}}""", ["Share contact info"]),
        ["order_status"] = ("""{"type":"order_status","body":{"text":"Body"},"action":{"name":"review_order","parameters":{"reference_id":"r1"}}}""", ["order_status", "review_order", "Body"]),
    };

    public static TheoryData<string> Types => [.. ByType.Keys];

    public static string[] Seen(string type) => ByType[type].Seen;

    public static Message Message(string type) => MessageReader.Read(ByType[type].Json);

    public static InteractiveMessage Buttons(string body, params ReadOnlySpan<string> titles) =>
        new(new ReplyButtonsAction([.. titles.ToArray().Select(title => new ReplyButton(title, "id-" + title))])) { Body = body };
}
