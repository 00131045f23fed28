using System.Collections;
using System.Text.Json;

namespace InteractiveMessaging.Tests;

public class JsonDataTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[true,null]}""", """{"b":[true,null],"a":1.0}""")]
    [InlineData("""{"a":{"x":"1","y":"2"}}""", """{ "a": { "y": "2", "x": "\u0031" } }""")]
    [InlineData("100", "1e2")]
    [InlineData("[]", " [ ] ")]
    public void What_says_the_same_is_equal_and_groups_together(string left, string right)
    {
        Assert.Equal(JsonData.Parse(left), JsonData.Parse(right));
        Assert.Equal(JsonData.Parse(left).GetHashCode(), JsonData.Parse(right).GetHashCode());
    }

    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" },
        { true, "true" },
        { (sbyte)-1, "-1" },
        { ulong.MaxValue, "18446744073709551615" },
        { 0.5f, "0.5" },
        { 1e300, "1E+300" },
        { 12.50m, "12.50" },
        { 'x', "\"x\"" },
        { new Uri("https://example.com/"), "\"https://example.com/\"" },
        { new DateTime(2026, 3, 1, 9, 30, 0, DateTimeKind.Utc), "\"2026-03-01T09:30:00Z\"" },
        { new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(2)), "\"2026-03-01T09:30:00+02:00\"" },
        { JsonData.Parse("[1]"), "[1]" },
        { new object[] { 1, "a" }, """[1,"a"]""" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_of_a_script_has_one_form_in_json_whatever_the_culture(object? value, string json) =>
        Assert.Equal($$"""{"v":{{json}}}""", JsonData.FromValue(new Hashtable { ["v"] = value }).ToString());

    [Fact]
    public void What_says_something_else_has_another_hash()
    {
        string[] different =
        [
            "{}", "[]", "null", "true", "\"\"", "\"a\"", "1", "2", "[1]", "[1,2]", "[2,1]",
            """{"a":1}""", """{"b":1}""", """{"a":2}""", """{"a":"b"}""", """{"b":"a"}""",
        ];
        Assert.Equal(different.Length, different.Select(json => JsonData.Parse(json).GetHashCode()).Distinct().Count());
    }

    [Theory]
    [InlineData("{", "line 1, column 2")]
    [InlineData("""{"a":{"b~/":1,"b~/":2}}""", "\"b~/\" stands twice at /a")]
    [InlineData("""["x","\udc00"]""", "The text at /1 holds half a character")]
    [InlineData("""[{"\ud800":1}]""", "A name at /0 holds half a character")]
    public void What_is_not_json_says_where(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => JsonData.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_of_half_a_character_is_not_json()
    {
        string message = Assert.Throws<FormatException>(() => JsonData.Parse("\"\ud83d\"")).Message;
        Assert.Contains("half a character", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(49)]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Json_that_is_too_deep_says_where(int levels)
    {
        string json = string.Concat(Enumerable.Repeat("""{"a":""", levels)) + "1" + new string('}', levels);
        string message = Assert.Throws<FormatException>(() => JsonData.Parse(json)).Message;
        Assert.Contains(string.Concat(Enumerable.Repeat("/a", JsonData.DeepestLevel)) + ";", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_json_may_hold_at_most_goes_through_a_message_and_every_request()
    {
        int levels = JsonData.DeepestLevel - "action parameters flow_action_payload".Split(' ').Length - 1;
        object? data = "end";
        for (int level = 0; level < levels; level++)
        {
            data = new Hashtable { ["a"] = data };
        }

        FlowAction flow = new("Open") { FlowId = "1", Token = "t", Screen = "S", Data = JsonData.FromValue(data) };
        Message message = new InteractiveMessage(flow) { Body = "b" };
        Assert.Equal(message, MessageReader.Read(System.Text.Encoding.UTF8.GetString(MessageWriter.Write(message))));
        Assert.DoesNotContain(MessageCheck.Check(message), violation => violation.Severity == RuleSeverity.Error);
    }

    [Fact]
    public void Values_that_json_cannot_hold_are_refused_with_their_place()
    {
        Hashtable endless = [];
        endless["more"] = new object[] { endless };
        Refused(endless, "/more/0/more");
        Refused(new Hashtable { [1] = "a", ["1"] = "b" }, "\"1\" stands twice");
        Refused(new Hashtable { ["list"] = new object[] { 1, new Version(1, 2) } }, "/list/1");
        Refused(new Hashtable { ["n"] = double.NaN }, "The number NaN at /n");
        Refused(float.PositiveInfinity, "at the top level has no form in JSON");
        Refused(new Hashtable { ["t"] = new object[] { "a\ud83db" } }, "The text at /t/0 holds half a character (U+D83D");
        Refused(new Hashtable { ["\ude00"] = 1 }, "A name at the top level holds half a character");
        Refused('\ud83d', "half a character");

        static void Refused(object value, string reason) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => JsonData.FromValue(value)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Walking_never_throws_whatever_kind_stands_there()
    {
        using JsonDocument document = JsonDocument.Parse(
            """{"text":"t","number":5,"half":1.5,"flag":true,"none":null,"list":["x",{"y":"z"}],"table":{"a":"b"},"":"empty"}""");
        JsonElement root = document.RootElement;
        foreach (JsonElement at in root.EnumerateObject().Select(field => field.Value).Concat([root, default, root.Child("list")[1]]))
        {
            foreach (string name in new[] { "text", "a", "0", "7", "-1", "99999999999", "", "y" })
            {
                _ = (at.Child(name), at.At(name, name), at.Text(name), at.Scalar(name, "0"));
                _ = (at.Whole(name), at.Number(name), at.Flag(name));
                Assert.True(at.Items(name).Count() <= 2);
            }
        }

        Assert.Equal(("t", "z", "5", null), (root.Text("text"), root.Text("list", "1", "y"), root.Scalar("number"), root.Text("number")));
        Assert.Equal((5, null, 1.5), (root.Whole("number"), root.Whole("half"), root.Number("half")));
        Assert.Equal((true, null), (root.Flag("flag"), root.Flag("none")));
        Assert.Equal((true, false), (root.Child("none").Exists(), root.Child("nothing").Exists()));
    }

    [Theory]
    [InlineData("", "{")]
    [InlineData("/a~1b/~0/1", "end")]
    [InlineData("/a~1b/~0/2", null)]
    [InlineData("/a", null)]
    [InlineData("/", "nameless")]
    public void A_pointer_leads_to_a_field(string path, string? expected)
    {
        using JsonDocument document = JsonDocument.Parse("""{"a/b":{"~":["x","end"]},"":"nameless"}""");
        JsonElement found = JsonPointer.Find(document.RootElement, path);
        Assert.Equal(expected is not null, found.Exists());
        Assert.StartsWith(expected ?? "", found.Exists() ? found.Scalar() ?? found.GetRawText() : "", StringComparison.Ordinal);
        Assert.Equal(path, JsonPointer.Names(path).Aggregate("", JsonPointer.Append));
    }
}
