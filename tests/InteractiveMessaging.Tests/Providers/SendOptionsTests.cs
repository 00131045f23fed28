using FsCheck;
using FsCheck.Fluent;

namespace InteractiveMessaging.Tests.Providers;

public class SendOptionsTests
{
    public static TheoryData<string> WithoutTexts =>
        [.. ProviderCatalog.All.Where(provider => !provider.Kinds.Contains(TextMessage.KindName)).Select(provider => provider.Name)];

    [Theory]
    [InlineData("60s", 60)]
    [InlineData("1m", 60)]
    [InlineData("90m", 5400)]
    [InlineData("14h", 50_400)]
    [InlineData("2d", 172_800)]
    [InlineData("2w", 1_209_600)]
    [InlineData(" 2 W ", 1_209_600)]
    [InlineData("0s", 0)]
    [InlineData("01:30", 5400)]
    [InlineData("01:30:00", 5400)]
    [InlineData("24:00:00", 86_400)]
    [InlineData("36:00", 129_600)]
    [InlineData("1.12:00:00", 129_600)]
    [InlineData("14.00:00:00", 1_209_600)]
    public void A_delay_is_a_number_and_a_unit_or_a_clock(string text, int seconds)
    {
        Assert.True(DelayText.TryParse(text, out TimeSpan? delay, out string? error), error);
        Assert.Equal(seconds, delay!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_cell_is_no_delay(string? text)
    {
        Assert.True(DelayText.TryParse(text, out TimeSpan? delay, out _));
        Assert.Null(delay);
    }

    [Theory]
    [InlineData("60", "cannot be read")]
    [InlineData("soon", "cannot be read")]
    [InlineData("m", "cannot be read")]
    [InlineData("1.5h", "cannot be read")]
    [InlineData("1,5h", "cannot be read")]
    [InlineData("1:99", "cannot be read")]
    [InlineData("1h30m", "cannot be read")]
    [InlineData("99999999999999999999w", "cannot be read")]
    [InlineData("10000000w", "cannot be read")]
    [InlineData("-9223372036854775808s", "cannot be read")]
    [InlineData("-5m", "not negative")]
    [InlineData("-01:00:00", "not negative")]
    [InlineData("00:00:00.5000000", "whole seconds")]
    public void Anything_else_is_an_error_that_quotes_it(string text, string why)
    {
        Assert.False(DelayText.TryParse(text, out TimeSpan? delay, out string? error));
        Assert.Null(delay);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.Contains(text, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, "1m")]
    [InlineData(61, "61s")]
    [InlineData(5400, "90m")]
    [InlineData(50_400, "14h")]
    [InlineData(86_400, "1d")]
    [InlineData(1_209_600, "2w")]
    public void It_is_written_in_the_largest_unit_that_divides_it(int seconds, string text) =>
        Assert.Equal(text, DelayText.Write(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void What_is_written_is_read_again() => Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), seconds =>
        DelayText.TryParse(DelayText.Write(TimeSpan.FromSeconds(seconds)), out TimeSpan? delay, out _) && delay == TimeSpan.FromSeconds(seconds)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1)]
    [InlineData(0.5)]
    public void A_delay_of_parts_of_a_second_or_in_the_past_is_no_message(double seconds)
    {
        RuleViolation violation = Assert.Single(ProviderCatalog.Find("PingUp")!.CheckOptions(new() { Delay = TimeSpan.FromSeconds(seconds) }));
        Assert.Equal(("option.delay", RuleSeverity.Error), (violation.Rule, violation.Severity));
    }

    [Theory]
    [InlineData("PingUp", "Delay, ClientName, ClientId")]
    [InlineData("Kaleyra", "Reference")]
    [InlineData("Octopods", "TeammateId")]
    [InlineData("AiSoule", "None")]
    public void An_option_the_provider_cannot_express_is_an_error_that_names_who_can(string name, string able)
    {
        Provider provider = ProviderCatalog.Find(name)!;
        SendOptions all = new() { References = ["r"], Delay = TimeSpan.FromMinutes(1), ClientName = "n", ClientId = "c", TeammateId = "t", ReplyTo = "m", UserId = Wire.Person("US.13491208655302741918"), Category = MessageCategory.Utility, TimeToLive = TimeSpan.FromMinutes(1) };
        Assert.Equal(Enum.Parse<SendOption>(able), provider.Options);
        RuleViolation[] violations = [.. provider.CheckOptions(all)];
        Assert.Equal(
            Enum.GetValues<SendOption>().Where(option => option != SendOption.None && !provider.Options.HasFlag(option)).Select(option => "-" + option),
            violations.Select(violation => violation.Path));
        Assert.All(violations, violation => Assert.Equal(("option.unsupported", RuleSeverity.Error), (violation.Rule, violation.Severity)));
        Assert.All(violations.Where(violation => violation.Path == "-TeammateId"), violation => Assert.EndsWith("or use Octopods.", violation.Recommendation, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Such_a_message_does_not_leave()
    {
        using Connection connection = Wire.Connect("AiSoule", new("http://127.0.0.1:9"), "k");
        SendResult result = await Wire.SendAsync(connection, new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "?" }, "+12025550100", new() { Delay = TimeSpan.FromMinutes(1) });
        Assert.Equal((SendStatus.Invalid, "option.unsupported", 0), (result.Status, result.ErrorCode, result.Attempts));
    }

    [Theory]
    [MemberData(nameof(WithoutTexts))]
    public async Task Nor_does_a_text_to_a_provider_that_takes_none(string provider)
    {
        using Connection connection = Wire.Connect(provider, new("http://127.0.0.1:9"), "k");
        SendResult result = await Wire.SendAsync(connection, new TextMessage("Hi"), "+12025550100");
        Assert.Equal((SendStatus.Invalid, "kind.text", 0), (result.Status, result.ErrorCode, result.Attempts));
    }
}
