using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InteractiveMessaging.Tests;

/// <summary>Every row of every table at its edge: what just holds is accepted, one step further is refused.</summary>
public class RuleEdgeTests
{
    private const string Emoji = "😀";
    private const string Combining = "e\u0301";

    public static TheoryData<string, string> Rows()
    {
        TheoryData<string, string> rows = [];
        foreach (Rule rule in RuleSet.Common.Rules)
        {
            rows.Add("", rule.Id);
        }

        foreach (Provider provider in ProviderCatalog.All)
        {
            foreach (Rule rule in provider.RuleSet.Rules.Where(rule => !RuleSet.Common.Rules.Contains(rule) && rule.Severity != RuleSeverity.None))
            {
                rows.Add(provider.Name, rule.Id);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_holds_up_to_its_edge_and_breaks_one_step_further(string provider, string id)
    {
        RuleSet rules = provider.Length == 0 ? RuleSet.Common : ProviderCatalog.Find(provider)!.RuleSet;
        Rule rule = rules[id];
        int sound = 0;
        int broken = 0;
        foreach ((Action<Slot> change, RuleSeverity expected, int index) in Edges(rule))
        {
            Slot slot = Slot.Find(rule, index) ?? throw new InvalidOperationException($"No sample has a place for {rule.Path}: add one to Samples.");
            change(slot);
            RuleViolation? found = Samples.Check(slot.Root, rules).FirstOrDefault(violation => violation.Rule == id);
            Assert.True((found?.Severity ?? RuleSeverity.None) == expected, $"{rule.Test.Describe()} at {slot.Pointer}: expected {expected}, found {found?.ToString() ?? "nothing"} in {slot.Root.ToJsonString()}");
            if (expected == RuleSeverity.None)
            {
                sound++;
            }
            else
            {
                broken++;
                Assert.Equal(rule.Source, found!.Source);
                Assert.Equal(rule.Test.Limit, found.Limit);
                Assert.NotEqual("", found.Message);
                Assert.StartsWith(rule.Test is Total ? rule.Path.Split("/*")[0] : slot.Pointer, found.Path, StringComparison.Ordinal);
            }
        }

        Assert.True(sound > 0 && broken > 0, "A row needs a case on each side of its edge.");
    }

    [Theory]
    [MemberData(nameof(Samples.Json), MemberType = typeof(Samples))]
    public void The_samples_break_no_rule(string json) =>
        Assert.Empty(Samples.Check(JsonNode.Parse(json)!, RuleSet.Common));

    [Fact]
    public void Every_known_type_has_a_sample() =>
        Assert.Equal(CommonRules.KnownTypes.Split(' ').Append("text").Order(), Samples.Nodes.Select(node => (string)node["type"]!).Except(MessageKind.Names.Except(["text"])).Order());

    [Fact]
    public void Ids_are_told_apart_however_many_there_are()
    {
        JsonObject list = Samples.Of("list");
        JsonArray rows = list["action"]!["sections"]![0]!["rows"]!.AsArray();
        for (int i = 0; i < 20; i++)
        {
            rows.Add(new JsonObject { ["id"] = i == 19 ? "r3" : $"r{i}", ["title"] = "t" });
        }

        RuleViolation same = Assert.Single(Samples.Check(list, RuleSet.Common), violation => violation.Rule == "list.row.id.unique");
        Assert.Equal("/action/sections/0/rows/21/id", same.Path);
    }

    [Fact]
    public void A_type_that_nobody_documents_is_not_checked() =>
        Assert.Empty(Samples.Check(JsonNode.Parse("""{"type":"hologram","body":{"text":""},"action":5}""")!, RuleSet.Common));

    [Fact]
    public void Every_fault_comes_at_once_in_the_order_of_the_table()
    {
        JsonNode message = JsonNode.Parse($$$"""{"type":"button","body":{"text":""},"footer":{"text":"{{{new string('f', 61)}}}"},"action":{"buttons":[{"type":"reply","reply":{"id":" a","title":"{{{new string('t', 21)}}}"}},{"type":"reply","reply":{"id":" a","title":""}}]}}""")!;
        Assert.Equal(
            ["body", "footer.length", "button.title", "button.title.length", "button.id.spaces", "button.id.spaces", "button.id.unique"],
            Samples.Check(message, RuleSet.Common).Select(violation => violation.Rule));
    }

    [Fact]
    public void A_clean_message_costs_no_list() =>
        Assert.Same(Samples.Check(Samples.Of("button"), RuleSet.Common), Samples.Check(Samples.Of("list"), RuleSet.Common));

    /// <summary>The cases of a row: what to do to a sound message, what the row then says, and which element of its list is meant.</summary>
    private static IEnumerable<(Action<Slot> Change, RuleSeverity Expected, int Index)> Edges(Rule rule)
    {
        RuleSeverity broken = rule.Severity;
        RuleSeverity warning = broken < RuleSeverity.Warning ? broken : RuleSeverity.Warning;
        (Action<Slot>, RuleSeverity, int) Good(JsonNode? value) => (slot => slot.Value = value?.DeepClone(), RuleSeverity.None, 0);
        (Action<Slot>, RuleSeverity, int) Bad(JsonNode? value, RuleSeverity? severity = null) => (slot => slot.Value = value?.DeepClone(), severity ?? broken, 0);
        (Action<Slot>, RuleSeverity, int) Do(Action<Slot> change, bool good, int index = 0) => (change, good ? RuleSeverity.None : broken, index);
        static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
        static void Fill(Slot slot, int count)
        {
            JsonNode item = slot.Value is JsonArray { Count: > 0 } items ? items[0]! : "x";
            slot.Value = new JsonArray([.. Enumerable.Range(0, count).Select(_ => item.DeepClone())]);
        }

        switch (rule.Test)
        {
            case Required:
                return [Do(slot => slot.Remove(), good: false), Bad(null), Bad(""), Bad(" \t\n"), Good("3")];

            case MaxLength { Characters: var most }:
                // In the mixed texts the limit is reached by code points: a combining mark counts, a pair of surrogates counts once.
                string mixed = Combining + Times("a", most - 3) + Emoji;
                return
                [
                    Do(slot => slot.Remove(), good: true),
                    Good(Times("a", most)), Bad(Times("a", most + 1)),
                    Good(Times(Combining, most / 2)), Bad(Times(Combining, most / 2) + Times("a", (most % 2) + 1)),
                    Bad(Times(Emoji, most), warning), Bad(Times(Emoji, most + 1)),
                    Good(Times(Emoji, most / 2)), Bad(mixed, warning), Bad(mixed + "a"),
                    Good(Times("“\"\\\u0001", most / 4)), Bad(5),
                ];

            case IsA { Wanted: var wanted }:
                (JsonValueKind Kind, JsonNode Value)[] values = [(JsonValueKind.String, "x"), (JsonValueKind.Object, new JsonObject { ["text"] = "x" }), (JsonValueKind.Array, new JsonArray(1)), (JsonValueKind.Number, 5)];
                return [Do(slot => slot.Remove(), good: true), .. values.Select(value => value.Kind == wanted ? Good(value.Value) : Bad(value.Value))];

            case Count { AtLeast: var least, AtMost: var most }:
                return
                [
                    Do(slot => Fill(slot, least), good: true), Do(slot => Fill(slot, most == int.MaxValue ? least + 30 : most), good: true), Bad("x"),
                    .. least == 0 ? [] : new[] { Do(slot => Fill(slot, least - 1), good: false), Do(slot => slot.Remove(), good: false) },
                    .. most == int.MaxValue ? [] : new[] { Do(slot => Fill(slot, most + 1), good: false) },
                ];

            case Total { AtLeast: var least, AtMost: var most }:
                void Spread(Slot slot, int first, int rest)
                {
                    Slot? rows;
                    for (int i = 0; (rows = Slot.Find(slot.Root, rule.Path, i)) is not null; i++)
                    {
                        Fill(rows, i == 0 ? first : rest);
                    }
                }

                return
                [
                    Do(slot => Spread(slot, most, 0), good: true), Do(slot => Spread(slot, most - 1, 1), good: true), Do(slot => Spread(slot, least, 0), good: true),
                    Do(slot => Spread(slot, most + 1, 0), good: false), Do(slot => Spread(slot, most, 1), good: false), Do(slot => Spread(slot, 0, 0), good: false),
                ];

            case Unique:
                void Pair(Slot slot, string second)
                {
                    Slot.Find(slot.Root, rule.Path, 0)!.Value = "Same";
                    slot.Value = second;
                }

                return [Do(slot => Pair(slot, "Same"), good: false, index: 1), Do(slot => Pair(slot, "same"), good: true, index: 1), Do(slot => Pair(slot, "Same "), good: true, index: 1)];

            case AllEqual:
                return [Do(slot => slot.Value = "other", good: false, index: 1), Do(_ => { }, good: true, index: 1)];

            case RequiredWhenSeveral:
                return
                [
                    Do(slot => slot.Remove(), good: false, index: 1), Do(slot => slot.Value = " ", good: false, index: 1),
                    Do(slot =>
                    {
                        slot.Root["action"]!["sections"]!.AsArray().RemoveAt(1);
                        slot.Remove();
                    }, good: true),
                ];

            case InOrder:
                return [Good(0), Bad(1), Bad("0"), Bad(0.5), Do(slot => slot.Remove(), good: false), Do(slot => slot.Value = 1, good: true, index: 1), Do(slot => slot.Value = 0, good: false, index: 1)];

            case SameButtons:
                JsonNode[] others = [.. Samples.Nodes.Where(node => (string)node["type"]! == "carousel").Select(node => node["action"]!["cards"]![1]!)];
                return
                [
                    Do(slot => slot.Value![1] = others[0].DeepClone(), good: true), Do(slot => slot.Value![1] = others[1].DeepClone(), good: false),
                    Do(slot => slot.Value![1] = others[2].DeepClone(), good: false), Do(slot => slot.Value![1] = 5, good: false),
                ];

            case Never when rule.Path == "/type":
                return [Do(_ => { }, good: false), Do(slot => slot.Value = "button", good: true)];

            case Never:
                return [Do(slot => slot.Remove(), good: true), Bad("x"), Bad(new JsonObject())];

            case NoEdgeSpaces:
                return [Good("a b"), Bad(" a"), Bad("a "), Bad("a\n"), Bad("\u00a0a")];

            case MaxLineBreaks { Breaks: var most }:
                return [Good("a" + Times("\nb", most)), Good("a" + Times("\r\nb", most)), Bad("a" + Times("\nb", most + 1)), Bad("a" + Times("\r\nb", most + 1))];

            case NoMarkdown:
                return [Good("2 * 3 * 4 and snake_case_name ~ok"), Bad("a *b* c"), Bad("_a_"), Bad("~a~"), Bad("```a```")];

            case NoEmoji:
                return [Good("Ouvre é 1 ©"), Bad("Go " + Emoji), Bad("❤\ufe0f"), Bad("🇮🇹"), Bad("⌚"), Bad("⏰"), Bad("⭐"), Bad("⬛"), Bad("◾"), Bad("1\u20e3")];

            case OneOf { Words: var words }:
                return [.. words.Select(word => rule.Path == "/type" ? Do(slot => slot.Value = word, good: true) : Good(word)), Bad(rule.Path == "/type" ? "cta_url" : "Other"), .. rule.Path == "/type" ? [] : new[] { Bad(words[0] + " "), Bad(5), Do(slot => slot.Remove(), good: true) }];

            case Link { Schemes.Count: 0 }:
                return [Good("https://example.com/a"), Good("store-1/s3://bucket/a"), Bad("example.com/a"), Bad("://a"), Bad("https://"), Bad("https://a b"), Bad(5)];

            case Link:
                return [Good("https://example.com/a?b=%20#c"), Good("http://example.com"), Good("https://bücher.example/ä"), Bad("ftp://example.com/a"), Bad("example.com/a"), Bad("https://exa mple.com"), Bad("https://example.com/a\n"), Bad(5)];

            case ExactlyOneOf { Fields: var fields }:
                JsonObject With(IEnumerable<string> names) => new(names.Select(name => KeyValuePair.Create(name, (JsonNode?)"x")));
                return [.. fields.Select(field => Good(With([field]))), Bad(With([])), Bad(With(fields)), Bad(new JsonObject { [fields[0]] = null }), Bad(new JsonObject { [fields[0]] = " " })];

            case OnlyWith { Field: var field, Other: var other, Word: var word }:
                return [Good(new JsonObject { [field] = 1, [other] = word }), Good(new JsonObject { [field] = 1 }), Good(new JsonObject { [other] = "else" }), Bad(new JsonObject { [field] = 1, [other] = "else" })];

            case NoOtherFields { Fields: ["/type", not ("/text" or "/text/body")] }:
                return [Do(_ => { }, good: true), Do(slot => slot.Root["to"] = "+12025550101", good: false)];

            case NoOtherFields { Fields: var fields } when fields.Contains("/template/name"):
                return [Do(_ => { }, good: true), Do(slot => slot.Root["template"]!["more"] = 1, good: false)];

            case Matches { Form: var form }:
                string sound = ((string[])["5", "a_1", "en", "Ab1"]).First(text => Regex.IsMatch(text, $@"\A(?:{form})\z"));
                return [Good(sound), Do(slot => slot.Remove(), good: true), Bad("É !"), Bad(sound + "\n"), Bad(5)];

            case OneLine:
                return [Good("a    b"), Good("é 😀"), Bad("a     b"), Bad("a\tb"), Bad("a\nb"), Bad("a\rb"), Bad("a\u2028b")];

            case NoOtherFields { Fields: var fields } when fields.Contains("/text"):
                return
                [
                    Do(slot => slot.Root["text"] = JsonNode.Parse("""{"body":"x","preview_url":true}"""), good: true),
                    Do(slot => slot.Root["to"] = "+12025550101", good: false),
                ];

            case NoOtherFields:
                Action<Slot> Text(string json) => slot => slot.Root["text"] = JsonNode.Parse(json);
                return
                [
                    Do(Text("""{"body":"x"}"""), good: true), Do(Text("""{"body":{"within":1}}"""), good: true),
                    Do(Text("""{"body":"x","preview_url":true}"""), good: false), Do(Text("""{"body":"x","other":{}}"""), good: false),
                    Do(Text("[]"), good: false), Do(slot => slot.Root["more"] = 1, good: false),
                ];

            case NotEmpty:
                return [Good(new JsonObject { ["a"] = 1 }), Do(slot => slot.Remove(), good: true), Bad(new JsonObject()), Bad(5)];

            case Between { AtLeast: var least, AtMost: var most }:
                return [Good(least), Good(most), Do(slot => slot.Remove(), good: true), Bad(least - 1), Bad(most + 1), Bad(1.5), Bad("5")];

            default:
                throw new InvalidOperationException($"{rule.Test.GetType().Name} has no edge cases here: add them.");
        }
    }
}
