using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests;

/// <summary>A sound message of every type, and of every kind of header and card, as JSON.</summary>
internal static class Samples
{
    public static readonly string[] All =
    [
        """{"type":"text","text":{"body":"Hello","preview_url":true}}""",
        """{"type":"button","header":{"type":"text","text":"Reminder"},"body":{"text":"Your visit is at 9 am."},"footer":{"text":"Clinic"},"action":{"buttons":[{"type":"reply","reply":{"id":"change","title":"Change"}},{"type":"reply","reply":{"id":"cancel","title":"Cancel"}}]}}""",
        """{"type":"button","header":{"type":"image","image":{"link":"https://example.com/a.jpg"}},"body":{"text":"Look"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}""",
        """{"type":"button","header":{"type":"video","video":{"link":"https://example.com/a.mp4"}},"body":{"text":"Look"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}""",
        """{"type":"button","header":{"type":"document","document":{"link":"https://example.com/a.pdf","filename":"a.pdf"}},"body":{"text":"Read"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}""",
        """{"type":"list","header":{"type":"text","text":"Menu"},"body":{"text":"How can we help?"},"footer":{"text":"Open till 6"},"action":{"button":"Choose","sections":[{"title":"Visits","rows":[{"id":"book","title":"Book","description":"A new visit"},{"id":"move","title":"Move"}]},{"title":"Bills","rows":[{"id":"pay","title":"Pay"}]}]}}""",
        """{"type":"cta_url","header":{"type":"text","text":"Dates"},"body":{"text":"See what is free."},"footer":{"text":"f"},"action":{"name":"cta_url","parameters":{"display_text":"See dates","url":"https://example.com/dates"}}}""",
        """{"type":"flow","header":{"type":"text","text":"Form"},"body":{"text":"Fill in the form."},"footer":{"text":"f"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_token":"t","flow_id":"1","flow_cta":"Open","mode":"draft","flow_action":"navigate","flow_action_payload":{"screen":"FIRST","data":{"name":"Ada"}}}}}""",
        """{"type":"product","body":{"text":"This one?"},"footer":{"text":"f"},"action":{"catalog_id":"1","product_retailer_id":"sku"}}""",
        """{"type":"product_list","header":{"type":"text","text":"Lamps"},"body":{"text":"Choose"},"footer":{"text":"f"},"action":{"catalog_id":"1","sections":[{"title":"Desk","product_items":[{"product_retailer_id":"a"},{"product_retailer_id":"b"}]},{"title":"Floor","product_items":[{"product_retailer_id":"c"}]}]}}""",
        """{"type":"catalog_message","body":{"text":"All we have"},"footer":{"text":"f"},"action":{"name":"catalog_message","parameters":{"thumbnail_product_retailer_id":"a"}}}""",
        """{"type":"carousel","body":{"text":"New"},"action":{"cards":[{"card_index":0,"type":"cta_url","header":{"type":"image","image":{"link":"https://example.com/a.jpg"}},"body":{"text":"A"},"action":{"name":"cta_url","parameters":{"display_text":"See","url":"https://example.com/a"}}},{"card_index":1,"type":"cta_url","header":{"type":"image","image":{"link":"https://example.com/b.jpg"}},"body":{"text":"B"},"action":{"name":"cta_url","parameters":{"display_text":"See","url":"https://example.com/b"}}}]}}""",
        """{"type":"carousel","body":{"text":"New"},"action":{"cards":[{"card_index":0,"type":"cta_url","header":{"type":"video","video":{"id":"77"}},"action":{"buttons":[{"type":"quick_reply","quick_reply":{"id":"a","title":"Yes"}}]}},{"card_index":1,"type":"cta_url","header":{"type":"video","video":{"id":"78"}},"action":{"buttons":[{"type":"quick_reply","quick_reply":{"id":"b","title":"Yes"}}]}}]}}""",
        """{"type":"carousel","body":{"text":"New"},"action":{"cards":[{"card_index":0,"type":"product","action":{"catalog_id":"1","product_retailer_id":"a"}},{"card_index":1,"type":"product","action":{"catalog_id":"1","product_retailer_id":"b"}}]}}""",
        """{"type":"location_request_message","body":{"text":"Where are you?"},"action":{"name":"send_location"}}""",
        """{"type":"address_message","body":{"text":"Where to?"},"action":{"name":"address_message","parameters":{"country":"IN","values":{"name":"Ada"},"saved_addresses":[{"id":"1","value":{"city":"Pune"}}],"validation_errors":{"in_pin_code":"unknown"}}}}""",
        """{"type":"call_permission_request","body":{"text":"May we call?"},"action":{"name":"call_permission_request"}}""",
        """{"type":"voice_call","body":{"text":"Call us"},"action":{"name":"voice_call","parameters":{"display_text":"Call","ttl_minutes":60,"payload":"p"}}}""",
        """{"type":"request_contact_info","body":{"text":"Who are you?"},"action":{"name":"request_contact_info"}}""",
        """{"type":"order_details","header":{"type":"image","image":{"id":"9"}},"body":{"text":"Your order"},"footer":{"text":"f"},"action":{"name":"review_and_pay","parameters":{"reference_id":"1"}}}""",
        """{"type":"order_status","body":{"text":"On its way"},"action":{"name":"review_order","parameters":{"reference_id":"1"}}}""",
        """{"type":"image","image":{"link":"https://example.com/a.jpg","caption":"Look"}}""",
        """{"type":"video","video":{"id":"77","caption":"Look"}}""",
        """{"type":"document","document":{"link":"https://example.com/a.pdf","caption":"Read","filename":"a.pdf"}}""",
        """{"type":"audio","audio":{"link":"https://example.com/a.mp3"}}""",
        """{"type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}""",
        """{"type":"template","template":{"name":"order_update","language":{"code":"en"},"components":[{"type":"header","parameters":[{"type":"text","parameter_name":"shop","text":"Northwind"}]},{"type":"body","parameters":[{"type":"text","parameter_name":"name","text":"Ada"},{"type":"text","parameter_name":"day","text":"Monday"}]},{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"yes"}]},{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"orders/17?from=wa"}]}]}}""",
        """{"type":"template","template":{"name":"539","language":{"code":"en"},"components":[{"type":"header","parameters":[{"type":"image","image":{"link":"https://example.com/a.jpg"}}]},{"type":"body","parameters":[{"type":"text","text":"Ada"},{"type":"text","text":"1234"}]}]}}""",
        """{"type":"template","template":{"name":"store","language":{"code":"it"},"components":[{"type":"header","parameters":[{"type":"location","location":{"latitude":"45.46","longitude":"9.19","name":"Shop","address":"1 Example Street"}}]},{"type":"body","parameters":[{"type":"currency","currency":{"fallback_value":"$100","code":"USD","amount_1000":100000}},{"type":"date_time","date_time":{"fallback_value":"9 March"}}]},{"type":"button","sub_type":"copy_code","index":"0","parameters":[{"type":"coupon_code","coupon_code":"SPRING25"}]},{"type":"button","sub_type":"flow","index":"1","parameters":[{"type":"action","action":{"flow_token":"t","flow_action_data":{"name":"Ada"}}}]},{"type":"button","sub_type":"voice_call","parameters":[{"type":"ttl_minutes","ttl_minutes":60},{"type":"payload","payload":"p"}]}]}}""",
        """{"type":"template","template":{"name":"offer","language":{"code":"en"},"components":[{"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1893456000000}}]},{"type":"button","sub_type":"catalog","index":"1","parameters":[{"type":"action","action":{"thumbnail_product_retailer_id":"a"}}]},{"type":"button","sub_type":"mpm","index":"0","parameters":[{"type":"action","action":{"thumbnail_product_retailer_id":"a","sections":[{"title":"Lamps","product_items":[{"product_retailer_id":"a"}]},{"title":"Desks","product_items":[{"product_retailer_id":"b"}]}]}}]}]}}""",
        """{"type":"template","template":{"name":"files","language":{"code":"pt_BR"},"components":[{"type":"header","parameters":[{"type":"document","document":{"link":"https://example.com/a.pdf","filename":"a.pdf"}}]}]}}""",
        """{"type":"template","template":{"name":"films","language":{"code":"fil"},"components":[{"type":"header","parameters":[{"type":"video","video":{"id":"9"}}]}]}}""",
        """{"type":"template","template":{"name":"goods","language":{"code":"en"},"components":[{"type":"header","parameters":[{"type":"product","product":{"product_retailer_id":"a","catalog_id":"1"}}]}]}}""",
        """{"type":"template","template":{"name":"shelf","language":{"code":"en"},"components":[{"type":"carousel","cards":[{"card_index":0,"components":[{"type":"header","parameters":[{"type":"product","product":{"product_retailer_id":"a","catalog_id":"1"}}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"a"}]}]},{"card_index":1,"components":[{"type":"header","parameters":[{"type":"video","video":{"link":"https://example.com/a.mp4"}}]}]}]}]}}""",
        """{"type":"template","template":{"name":"cards","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"Ada"}]},{"type":"carousel","cards":[{"card_index":0,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"77"}}]},{"type":"body","parameters":[{"type":"text","text":"10 %"}]},{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"a"}]}]},{"card_index":1,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"78"}}]},{"type":"body","parameters":[{"type":"text","text":"20 %"}]},{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"b"}]}]}]}]}}""",
    ];

    public static TheoryData<string> Json { get; } = [.. All];

    public static IEnumerable<JsonObject> Nodes => All.Select(json => JsonNode.Parse(json)!.AsObject());

    public static JsonObject Of(string type) => Nodes.First(node => (string)node["type"]! == type);

    public static IReadOnlyList<RuleViolation> Check(JsonNode node, RuleSet rules)
    {
        using JsonDocument document = JsonDocument.Parse(node.ToJsonString());
        string type = (string)node["type"]!;
        return rules.Check(MessageKind.Find(type)?.Name ?? InteractiveMessage.KindName, type, document.RootElement);
    }
}
