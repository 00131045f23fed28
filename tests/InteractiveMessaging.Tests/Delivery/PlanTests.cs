using System.Globalization;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>What a plan says before anything is sent: how many, how long, and what it costs.</summary>
public class PlanTests
{
    // The columns of Meta's rate cards; prices of our own.
    private const string Card = """
        "Rate card, effective October 1, 2026",,,,,,
        Market,Currency,Marketing,Utility,Authentication,Authentication-International,Service
        Italy,$US,0.07,0.03,0.03,n/a,0.025
        "North America",$US,0.025,0.004,0.004,n/a,
        Rest of Western Europe,$US,0.06,0.02,0.02,n/a,0.02
        Poland,$US,0.05,,,n/a,
        Other,$US,0.05,0.01,0.01,n/a,0.01
        """;

    private static readonly TimeZoneInfo Rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData("+393331234567", "Italy", "Italy")]
    [InlineData("+12025550100", "United States and Canada", "North America")]
    [InlineData("+18765550100", "Jamaica", "Rest of Latin America")]
    [InlineData("+12425550100", "Bahamas", "Other")]
    [InlineData("+79161234567", "Russia", "Russia")]
    [InlineData("+77011234567", "Kazakhstan", "Other")]
    [InlineData("+436601234567", "Austria", "Rest of Western Europe")]
    [InlineData("+35569123456", "Albania", "Rest of Central & Eastern Europe")]
    [InlineData("+3545551234", "+354", "Other")]
    public void A_number_has_the_market_that_rate_cards_name(string number, string country, string region) =>
        Assert.Equal((country, region), Markets.Of(Providers.Wire.Number(number)));

    [Theory]
    [InlineData("Italy", "Italy", "Marketing", "0.07")]
    [InlineData("Austria", "Rest of Western Europe", "Service", "0.02")]
    [InlineData("Poland", "Rest of Central & Eastern Europe", "Marketing", "0.05")] // a country that the card names by itself
    [InlineData("Poland", "Rest of Central & Eastern Europe", "Utility", null)]
    [InlineData("Japan", "Rest of Asia Pacific", "Utility", "0.01")] // a region that the card does not name
    [InlineData("United States and Canada", "North America", "Service", "0.004")] // as utility, where the card has none
    [InlineData("Italy", "Italy", "Gold", null)]
    public void A_rate_card_has_prices_by_country_or_region(string country, string region, string category, string? price)
    {
        RateCard card = RateCard.Read(Card.ReplaceLineEndings("\r\n"));
        Assert.Equal("$US", card.CurrencyCode);
        Assert.Equal(price is null ? null : decimal.Parse(price, CultureInfo.InvariantCulture), card.PriceOf(country, region, category));
    }

    [Theory]
    [InlineData("", "columns Market, Currency")]
    [InlineData("Country,Price\nItaly,1", "columns Market, Currency")]
    [InlineData("Market,Currency,Marketing", "no markets")]
    [InlineData("Market,Currency,Marketing\nItaly,USD,cheap", "Line 2: Marketing is 'cheap', not a price")]
    [InlineData("Market,Currency,Marketing\nItaly,USD,-1", "not a price")]
    [InlineData("Market,Currency,Marketing\nItaly,USD,1\nFrance,EUR,1", "Line 3 is in EUR, and the others in USD")]
    public void What_is_not_a_rate_card_is_said(string text, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => RateCard.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Time_is_that_at_the_rate_within_the_hours_of_each_zone()
    {
        SendSchedule hours = new() { Window = new(new(9, 0), new(18, 0)) };
        DateTimeOffset midnight = _clock.GetUtcNow();
        Assert.Equal(midnight.AddSeconds(1000), PlanTime.End(Messages((Rome, 5000)), 5, null, midnight));

        // Nine hours a day at one a second are 32,400; what is left comes on the second day.
        Assert.Equal(midnight.AddHours(8 + 24).AddSeconds(600), PlanTime.End(Messages((Rome, 33_000)), 1, hours, midnight));

        // Tokyo is open from midnight to nine, Rome from eight to seventeen: who is open first does not wait for the other.
        Assert.Equal(midnight.AddHours(8).AddSeconds(3600), PlanTime.End(Messages((Rome, 3600), (Tokyo, 3600)), 1, hours, midnight));
        Assert.Null(PlanTime.End(Messages((Rome, 1_000_000_000)), 1, hours, midnight));
    }

    [Fact]
    public void The_plan_says_what_the_run_then_does()
    {
        Scripted provider = new((_, _) => Scripted.Accepted);
        using Connection connection = provider.Connect(_clock, rate: 10);
        MessageDraft draft = MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "{{Text}}" });
        SendItem[] items = [.. Enumerable.Range(0, 500).Select(n => Items.To(n % 400, draft: draft, row: n, values: n % 50 == 0 ? "" : "Hi"))];
        DryRun ahead = new(connection, null, new() { RateCard = RateCard.Read(Card), MaxRecipients = 100 });
        foreach (SendItem item in items)
        {
            ahead.Try(item);
        }

        SendPlan plan = ahead.Plan(new() { MessagingLimit = "TIER_250", QualityRating = "RED" }, _clock.GetUtcNow());
        using SendRun run = new(connection, new() { RatePerSecond = 0, StopAfterFailures = 0 }, _clock);
        List<SendResult> results = run.SendToAll(items);

        Assert.Equal((500, 490, 392, 98), (plan.Rows, plan.ToSend, plan.People, plan.Duplicates));
        Assert.Equal(plan.ToSend, results.Count(result => result.Status == SendStatus.Accepted));
        Assert.Equal(plan.People, results.Where(result => result.Status == SendStatus.Accepted).Select(result => result.To).Distinct().Count());
        PlanCause cause = Assert.Single(plan.Invalid);
        Assert.Equal(("body", 10), (cause.Cause, cause.Count));
        Assert.StartsWith("Row 0: ", cause.Example, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(49), plan.Duration);
        PlanPart part = Assert.Single(plan.Countries);
        Assert.Equal(("United States and Canada", "Service", 490, 0.004m, 1.96m), (part.Country, part.Category, part.Messages, part.Price, part.Cost));
        Assert.Equal((1.96m, "$US"), (plan.Cost, plan.Currency));
        Assert.Collection(
            plan.Remarks,
            remark => Assert.Contains("4 runs reach all 392 people", remark, StringComparison.Ordinal),
            remark => Assert.Contains("more than the 250 (TIER_250)", remark, StringComparison.Ordinal),
            remark => Assert.Contains("quality of the number is RED", remark, StringComparison.Ordinal));
        Assert.All(plan.ToPage().Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    private static Dictionary<TimeZoneInfo, long> Messages(params (TimeZoneInfo Zone, long Count)[] messages) =>
        messages.ToDictionary(zone => zone.Zone, zone => zone.Count);
}
