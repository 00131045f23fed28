using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace InteractiveMessaging.Tests;

public class MessageDraftTests
{
    // Everything that could break out of a JSON text or start something of its own, half characters included.
    private static readonly Gen<string> Wild = Gen.ArrayOf(Gen.Elements(
        "\"", "\\", "{{", "}}", "{{A}}", "{", "}", "|", "\n", "\r\n", "\t", "\0", "\u001f", "\u2028", "😀", "\ud83d", "\ude00", "\ufeff", "e\u0301", "</script>", "\\u0041", "a", " ")).Select(string.Concat);

    [Fact]
    public void Whatever_the_cells_say_the_request_is_json_and_says_it() => RoundTripTests.For(
        from cells in Wild.ArrayOf(8)
        select cells,
        cells =>
        {
            InteractiveMessage message = new(new FlowAction("{{A}}")
            {
                FlowId = "id-{{B}}",
                Token = "{{C}}",
                Screen = "{{D}}",
                Data = JsonData.Parse("""{"name":"{{E}}","list":["x {{F}} y",5]}"""),
            })
            {
                Header = "{{G}}",
                Body = "Hi {{H}}, {{{{H}}!",
            };
            MessageDraft draft = MessageDraft.Of(message);
            string?[] values = [.. draft.Columns.Select(column => cells[column[0] - 'A'])];
            byte[] json = MessageWriter.Write(draft.Render(values));
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement parameters = document.RootElement.GetProperty("action").GetProperty("parameters");
            Assert.Equal(Whole(cells[0]), parameters.GetProperty("flow_cta").GetString());
            Assert.Equal("id-" + Whole(cells[1]), parameters.GetProperty("flow_id").GetString());
            Assert.Equal(Whole(cells[4]), parameters.GetProperty("flow_action_payload").GetProperty("data").GetProperty("name").GetString());
            Assert.Equal($"x {Whole(cells[5])} y", parameters.GetProperty("flow_action_payload").GetProperty("data").GetProperty("list")[0].GetString());
            Assert.Equal($"Hi {Whole(cells[7])}, {{{{H}}}}!", document.RootElement.GetProperty("body").GetProperty("text").GetString());
        });

    [Fact]
    public void A_template_of_any_type_renders_to_json() => RoundTripTests.For(
        from message in AnyMessage.Any
        from cell in Wild
        select (message, cell),
        sample =>
        {
            // Every text of the message becomes a placeholder, so every place for one is filled.
            Message draft = sample.message.MapTexts(text => text.Contains('{', StringComparison.Ordinal) ? "{{Cell}}" : text + "{{Cell}}");
            byte[] json = MessageWriter.Write(MessageDraft.Of(draft).Render([sample.cell]));
            JsonDocument.Parse(json).Dispose();
            Assert.DoesNotContain("{{Cell}}", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("{{Name}}", "Ada", "Ada")]
    [InlineData("{{ name }}", "Ada", "Ada")]
    [InlineData("{{NAME|you}}", "Ada", "Ada")]
    [InlineData("{{Name|you}}", "", "you")]
    [InlineData("{{Name|you}}", " ", "you")]
    [InlineData("{{Name|you}}", null, "you")]
    [InlineData("{{Name|}}", null, "")]
    [InlineData("{{Name|a|b}}", null, "a|b")]
    [InlineData("{{Name}}", null, "")]
    [InlineData("{{Name}}", "{{Name}}", "{{Name}}")]
    [InlineData("{{Name}}", "{{{{", "{{{{")]
    [InlineData("{{{{Name}}", "Ada", "{{Name}}")]
    [InlineData("{{{{{{Name}}}}", "Ada", "{{Ada}}")]
    [InlineData("{Name} }} {{Name}}", "Ada", "{Name} }} Ada")]
    [InlineData("{{Name}}{{Name}}", "😀\"", "😀\"😀\"")]
    public void Placeholders_are_filled(string text, string? cell, string rendered)
    {
        MessageDraft draft = MessageDraft.Of(new TextMessage(text));
        Assert.Equal(rendered, ((TextMessage)draft.Render([.. draft.Columns.Select(_ => cell)])).Body);
    }

    [Fact]
    public void Columns_come_in_the_order_of_their_appearance_and_once() =>
        Assert.Equal(["b", "A", "c"], MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("{{B}}", "{{c}}")])) { Header = "{{b}}", Body = "{{A}} {{B|x}} {{a}}" }).Columns);

    [Fact]
    public void A_format_stands_behind_a_colon_and_makes_a_placeholder_of_its_own()
    {
        MessageDraft draft = MessageDraft.Of(new TextMessage("{{Day}} {{ day : HH:mm |noon}} {{DAY:HH:mm}} {{Day:dddd|some day}}"));
        Assert.Equal([new("Day"), new("day", "HH:mm"), new("Day", "dddd")], draft.Placeholders);
        Assert.Equal(["Day"], draft.Columns);
        Assert.Equal("9 March 14:30 14:30 some day", ((TextMessage)draft.Render(["9 March", "14:30", null])).Body);
    }

    [Theory]
    [InlineData("{{Name")]
    [InlineData("{{Name:}}")]
    [InlineData("{{:d}}")]
    [InlineData("{{}}")]
    [InlineData("{{ |x}}")]
    public void A_broken_placeholder_is_a_fault_of_the_message_beside_its_others(string text)
    {
        Assert.Throws<FormatException>(() => MessageDraft.Of(new TextMessage(text)));
        Assert.Equal(["button.count", "placeholder.broken"], MessageCheck.Check(new InteractiveMessage(new ReplyButtonsAction([])) { Body = text }).Select(violation => violation.Rule));
    }

    [Fact]
    public void A_template_is_judged_by_what_rendering_cannot_change()
    {
        InteractiveMessage draft = new(new ReplyButtonsAction([new("{{A}}", "{{Id}}"), new("{{B}} " + new string('x', 19), "{{Id2}}"), new("{{C}}" + new string('x', 21), "{{Id}}")]))
        {
            Body = new string('b', 1024) + "{{D}}",
            Footer = "{{E}}",
            Header = Header.OfMedia("image", "{{Picture}}"),
        };
        IReadOnlyList<RuleViolation> found = MessageCheck.Check(draft);
        Assert.Equal(["button.title.length /action/buttons/2/reply/title", "button.id.unique /action/buttons/2/reply/id", "draft.columns "], found.Select(violation => $"{violation.Rule} {violation.Path}"));
        Assert.Equal(RuleSeverity.Information, found[^1].Severity);
        Assert.Contains("Picture, D, E, A, Id, B, Id2, C", found[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rendered_message_is_judged_by_what_it_says()
    {
        // The cell holds braces: they count, and they are no placeholder.
        Message rendered = MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("{{A}}", "a")])) { Body = "b" }).Render(["{{0123456789012345}} 78"]);
        Assert.Equal("23", Assert.Single(MessageCheck.Check(rendered, MessageWriter.Write(rendered), RuleSet.Common)).Actual);
    }

    [Fact]
    public void Literal_braces_are_judged_as_they_go_out() =>
        Assert.Empty(MessageCheck.Check(new InteractiveMessage(new ReplyButtonsAction([new("{{{{" + new string('x', 18), "a")])) { Body = "b" }));

    [Fact]
    public void Unfilled_placeholders_are_a_fault_of_the_template_alone()
    {
        RuleViolation? fault = MessageCheck.Unfilled(MessageDraft.Of(new TextMessage("Hi {{Name}} {{Day|today}}")));
        Assert.Equal(("placeholder.unfilled", RuleSeverity.Error), (fault!.Rule, fault.Severity));
        Assert.Contains("{{Name}}, {{Day}}", fault.Message, StringComparison.Ordinal);
        Assert.Null(MessageCheck.Unfilled(MessageDraft.Of(new TextMessage("Hi {{{{Name}}"))));
    }

    // A half of a surrogate pair is no character and has no form in UTF-8; what goes out instead is the sign for that.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
