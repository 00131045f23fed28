using System.Text;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Callbacks;

/// <summary>A callback keeps all of its JSON, and of the others in its body nothing.</summary>
public class CallbackJsonTests
{
    private const string Batch = """
        {"object":"o","entry":[
          {"id":"1","x":[1,2],"changes":[
            {"field":"messages","value":{"metadata":{"display_phone_number":"12025550100"},"contacts":[{"wa_id":"12025550101"},{"wa_id":"12025550102"}],
              "messages":[{"id":"a","from":"12025550101","type":"text","text":{"body":"A"}},{"id":"b","from":"12025550102","type":"new"}],
              "statuses":[{"id":"c","status":"read"}],"errors":[{"code":1}]}},
            {"field":"account_update","value":{"event":"E"}}]},
          {"id":"2","changes":[{"field":"messages","value":{"messages":[17]}}]}]}
        """;

    [Fact]
    public void It_holds_what_stands_around_it_and_none_of_the_others()
    {
        List<WaCallback> found = Read(Batch);
        Assert.Equal(["A", "new", null], found.Take(3).Select(callback => callback.Summary));
        AssertJson("""
            {"object":"o","entry":[{"id":"1","x":[1,2],"changes":[{"field":"messages","value":{"metadata":{"display_phone_number":"12025550100"},
             "contacts":[{"wa_id":"12025550101"},{"wa_id":"12025550102"}],"messages":[{"id":"b","from":"12025550102","type":"new"}],"errors":[{"code":1}]}}]}]}
            """, found[1]);
        AssertJson("""
            {"object":"o","entry":[{"id":"1","x":[1,2],"changes":[{"field":"messages","value":{"metadata":{"display_phone_number":"12025550100"},
             "contacts":[{"wa_id":"12025550101"},{"wa_id":"12025550102"}],"statuses":[{"id":"c","status":"read"}],"errors":[{"code":1}]}}]}]}
            """, found[2]);
        AssertJson("""{"object":"o","entry":[{"id":"1","x":[1,2],"changes":[{"field":"account_update","value":{"event":"E"}}]}]}""", found[3]);
        AssertJson("""{"object":"o","entry":[{"id":"2","changes":[{"field":"messages","value":{"messages":[17]}}]}]}""", found[4]);
    }

    [Fact]
    public void What_is_wrapped_too_deep_stays_beside_what_is_not() => Assert.Equal(
        ["""{"meta_object":[{"messages":[{"type":"a"}]}]}""", """{"meta_object":[[[[[[[[[7]]]]]]]]]}"""],
        Read("""{"meta_object":[{"messages":[{"type":"a"}]},[[[[[[[[7]]]]]]]]]}""").Select(callback => callback.Json));

    [Fact]
    public void Read_again_it_is_this_callback_alone() =>
        Assert.All(Read(Batch), callback => Assert.Equal(callback, Assert.Single(Read(callback.Json))));

    [Theory]
    [InlineData("""[{"messages":[{"type":"text"}]},{"a":1}]""", """{"messages":[{"type":"text"}]}""")]
    [InlineData("""{"RequestBody":"{\"messages\":[{\"type\":\"text\"}]}","RequestHeader":{"a":"b"}}""", """{"messages":[{"type":"text"}]}""")]
    [InlineData("""{"meta_object":{"value":{"messages":[{"type":"text"}]}},"extra_info":{"ref":"r","more":1}}""", """{"meta_object":{"value":{"messages":[{"type":"text"}]}},"extra_info":{"ref":"r","more":1}}""")]
    [InlineData("""{"messages":[{"type":"a"}],"messages":[{"type":"b"}]}""", """{"messages":[{"type":"a"}],"messages":[{"type":"b"}]}""")]
    [InlineData("""{"\ud800":1,"messages":[{"type":"a"},{"type":"b"}]}""", """{"\ud800":1,"messages":[{"type":"a"},{"type":"b"}]}""")]
    [InlineData("{\r\n\t\"a\" : \" b \\\" [ , ] \\\\\" ,\n \"c\":[ 1, 2 ] }", "{\"a\":\" b \\\" [ , ] \\\\\",\"c\":[1,2]}")]
    [InlineData("""{"messages":[{"type":"text","text":{"body":"\ud800"}}],"a":1}""", """{"messages":[{"type":"text","text":{"body":"\ud800"}}],"a":1}""")]
    public void Of_any_wrapping_everything_stays(string body, string json) => Assert.Equal(json, Read(body)[0].Json);

    [Theory]
    [InlineData("""{"messages":[{"type":"text"}],"user_id_update":{"user_id":{"previous":"US.1","current":"US.2"}},"a":1}""", """{"messages":[{"type":"text"}],"a":1}""")]
    [InlineData("""{"messages":[{"type":"text"}],"user_id":{"current":"US.2"}}""", """{"messages":[{"type":"text"}],"user_id":{"current":"US.2"}}""")]
    [InlineData("""{"entry":[{"changes":[{"value":{"messages":[{"type":"text"}]}}]},[]]}""", """{"entry":[{"changes":[{"value":{"messages":[{"type":"text"}]}}]}]}""")]
    [InlineData("""{"contacts":[{"wa_id":"12025550101"}],"messages":[{"type":"text"},{"type":"new"}]}""", """{"contacts":[{"wa_id":"12025550101"},null],"messages":[{"type":"text"}]}""")]
    [InlineData("""{"contacts":[{"wa_id":"12025550101"}],"messages":[{"type":"text"}],"statuses":[]}""", """{"contacts":[{"wa_id":"12025550101"}],"messages":[{"type":"text"}],"statuses":[]}""")]
    public void Of_what_stands_beside_it_each_callback_is_left_out_and_is_the_same_when_read_again(string body, string first)
    {
        List<WaCallback> found = Read(body);
        Assert.Equal(first, found[0].Json);
        Assert.All(found, callback => Assert.Equal(callback, Assert.Single(Read(callback.Json))));
    }

    [Fact]
    public void An_empty_list_among_others_stays() =>
        Assert.Equal(
            ["""{"entry":[{"changes":[{"value":{"messages":[{"type":"text"}]}}]}]}""", """{"entry":[[]]}"""],
            Read("""{"entry":[{"changes":[{"value":{"messages":[{"type":"text"}]}}]},[]]}""").Select(callback => callback.Json));

    [Fact]
    public void A_body_is_parsed_for_the_first_entry_and_not_again_for_each_of_the_others()
    {
        List<WaCallback> found = Read($$"""{"messages":[{{string.Join(',', Enumerable.Range(0, 1_000).Select(i => $$"""{"id":"{{i}}","type":"text","text":{"body":"{{new string('x', 100)}}"} }"""))}}]}""");
        Assert.StartsWith("""{"messages":[{"id":"999","type":"text","text":{"body":"xxx""", found[999].Json, StringComparison.Ordinal);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.All(found, callback => Assert.True(callback.Json.Length < 300));
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / found.Count;

        // The body has 140,000 bytes.
        Assert.InRange(each, 0, 20_000);
    }

    [Fact]
    public void Callbacks_that_nobody_knows_are_told_apart_by_their_hash() =>
        Assert.Equal(100, Enumerable.Range(0, 100).SelectMany(i => Read($$"""{"a":{{i}}}""")).Select(callback => callback.GetHashCode()).Distinct().Count());

    [Fact]
    public void Two_callbacks_that_came_twice_are_equal_and_two_that_say_something_else_are_not()
    {
        Assert.Equal(Read(Batch), Read(Batch));
        Assert.NotEqual(Read("""{"a":1}"""), Read("""{"a":2}"""));
        Assert.Single(Read(Batch + Batch).OfType<WaStatus>().Distinct());
    }

    [Fact]
    public void A_callback_made_by_hand_has_the_JSON_that_it_was_given()
    {
        Assert.Equal("", new WaUnknownCallback("t").Json);
        Assert.Equal(("{}", "{}"), (new WaUnknownCallback("t") { Json = "{}" }.Json, new WaUnknownCallback("t") { Json = "{}" }.Summary));
    }

    private static void AssertJson(string expected, WaCallback callback) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(callback.Json)), callback.Json);

    private static List<WaCallback> Read(string json) => CallbackReader.Read(Encoding.UTF8.GetBytes(json));
}
