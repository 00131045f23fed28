namespace InteractiveMessaging.Tests.Delivery;

/// <summary>What a row can bring that no rule of WhatsApp's speaks of.</summary>
public class RowTests
{
    private const string Half = "caf\ud83d";

    [Fact]
    public void Half_a_character_in_a_cell_is_that_rows_invalid_and_a_replacement_is_none()
    {
        MessageDraft draft = MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "Hi {{Name}}" });
        SendResult[] results = Send(Items.To(1, draft: draft, values: Half), Items.To(2, draft: draft, values: "caf\ufffd \\uFFFD"));
        Assert.Equal((SendStatus.Invalid, "text.half", 0), (results[0].Status, results[0].ErrorCode, results[0].Attempts));
        Assert.Equal(
            "The text 'Hi caf\ufffd' holds half a character (U+D83D, a surrogate without its other half) at place 7.", results[0].Error);
        Assert.Equal(SendStatus.Accepted, results[1].Status);
    }

    [Fact]
    public void Two_halves_that_meet_are_one_character()
    {
        MessageDraft draft = MessageDraft.Of(new TextMessage("{{Left}}{{Right}}"));
        Assert.Equal(SendStatus.Accepted, Send(Items.To(1, draft: draft, values: ["a\ud83d", "\ude00"]))[0].Status);
    }

    [Fact]
    public void A_message_with_half_a_character_is_found_by_the_check_as_a_draft_and_without_placeholders()
    {
        foreach (string body in (string[])[Half, Half + "{{Name}}"])
        {
            IReadOnlyList<RuleViolation> violations = MessageCheck.Check(new TextMessage(body));
            Assert.Equal("text.half", Assert.Single(violations, violation => violation.Severity == RuleSeverity.Error).Rule);
        }
    }

    [Fact]
    public void Half_a_character_in_an_option_is_that_rows_invalid()
    {
        SendOptions[] options =
        [
            new() { References = ["a", Half] }, new() { ClientName = Half }, new() { ClientId = Half }, new() { TeammateId = Half },
            new() { ReplyTo = Half },
        ];
        foreach (SendOptions option in options)
        {
            Assert.Contains(ProviderCatalog.All[0].CheckOptions(option), violation =>
                violation is { Rule: "option.half", Severity: RuleSeverity.Error } && violation.Path == $"-{option.Used}");
        }
    }

    [Fact]
    public void A_number_that_nobody_can_have_is_sent_to_with_a_warning()
    {
        Assert.True(PhoneNumber.TryParse("333-1234569", NumberReading.International, out PhoneNumber number, out _));
        SendResult[] results = Send(Items.To(1), new SendItem { Number = number, Draft = Items.Question });
        Assert.Empty(results[0].Warnings);
        RuleViolation warning = Assert.Single(results[1].Warnings);
        Assert.Equal((SendStatus.Accepted, "number.country", RuleSeverity.Warning), (results[1].Status, warning.Rule, warning.Severity));
        Assert.Contains("+3331234569", warning.Message, StringComparison.Ordinal);
    }

    private static SendResult[] Send(params SendItem[] items)
    {
        using Connection connection = new Scripted((_, _) => Scripted.Accepted).Connect();
        using SendRun run = new(connection, new() { ThrottleLimit = 1 }, TimeProvider.System);
        return [.. run.SendToAll(items)];
    }
}
