using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Counts what a run would do, row by row. A million rows take some 60 MB: 32 bytes for each message and each person.</summary>
/// <param name="card">What messages cost; null where that is not known.</param>
/// <param name="templates">What is known of the account's templates.</param>
internal sealed class PlanTally(RateCard? card, TemplateBook? templates)
{
    private const int MostCauses = 100;
    private const string Unknown = "other causes";

    // Its members are messages that are no templates.
    private const string Free = "Service";

    private readonly KeyTable<JournalState> _people = new();
    private readonly Dictionary<string, (long Count, string Example)> _invalid = [];
    private readonly Dictionary<(string Country, string Region, string? Category), long> _parts = [];
    private readonly Dictionary<TimeZoneInfo, long> _zones = [];
    private (Message Message, string? Category)? _last;
    private (Message Message, string? Category)? _lastFallback;
    private long _rows;
    private long _toSend;
    private long _duplicates;
    private long _settled;
    private long _inDoubt;
    private long _excluded;
    private long _outside;
    private long _asTemplate;
    private string? _outsideExample;
    private long _withoutCountry;

    // By the minute: there are no more than 1,440 of them.
    private readonly Dictionary<long, long> _closing = [];

    /// <summary>Counts a row.</summary>
    /// <param name="item">The message.</param>
    /// <param name="result">What would become of it.</param>
    /// <param name="claim">What the journal says of it, or one that begins empty; null where it was stopped before that was asked.</param>
    /// <param name="zone">Whose hours count where the message names no zone.</param>
    /// <param name="closes">When the person's 24 hours end, where they are asked for.</param>
    public void Add(SendItem item, SendResult result, JournalVerdict? claim, TimeZoneInfo zone, DateTimeOffset? closes = null)
    {
        _rows++;
        _duplicates += claim == JournalVerdict.Duplicate ? 1 : 0;
        switch (result.Status)
        {
            case SendStatus.Invalid:
                Count(result);
                break;
            case SendStatus.InDoubt:
                _inDoubt++;
                break;
            case SendStatus.Skipped:
                _settled += claim == JournalVerdict.Settled ? 1 : 0;
                break;
            case SendStatus.NotSent when result.ErrorCode == ServiceWindow.Code:
                CountOutside(result);
                break;
            case SendStatus.NotSent when result.Fallback is not null:
                _asTemplate++;
                CountOutside(result);
                Take(item, item.Zone ?? zone, CategoryOf(item.Fallback!.Draft.Message, ref _lastFallback));
                break;
            case SendStatus.NotSent:
                CountClosing(closes);
                Take(item, item.Zone ?? zone, item.Options.Category?.ToString() ?? CategoryOf(item.Draft.Message, ref _last));
                break;
            default:
                _excluded++;
                break;
        }
    }

    /// <summary>The plan.</summary>
    /// <param name="rate">Messages a second; 0 is no limit.</param>
    /// <param name="schedule">When people may be written to.</param>
    /// <param name="account">What the provider tells of the account.</param>
    /// <param name="most">How many people a run may write to; null is no limit.</param>
    /// <param name="now">When the run would begin.</param>
    public SendPlan Plan(double rate, SendSchedule? schedule, AccountStatus? account, int? most, DateTimeOffset now)
    {
        PlanPart[] parts =
        [
            .. _parts.OrderByDescending(part => part.Value).ThenBy(part => part.Key.Country, StringComparer.Ordinal).Select(part =>
                new PlanPart(part.Key.Country, part.Key.Category, part.Value, PriceOf(part.Key))),
        ];
        DateTimeOffset? ends = rate > 0 ? PlanTime.End(_zones, rate, schedule, now) : null;
        SendPlan plan = new()
        {
            Rows = _rows,
            ToSend = _toSend,
            People = _people.Count,
            Duplicates = _duplicates,
            Settled = _settled,
            InDoubt = _inDoubt,
            Excluded = _excluded,
            OutsideWindow = _outside,
            AsTemplate = _asTemplate,
            OutsideExample = _outsideExample,
            Invalid =
            [
                .. _invalid.OrderByDescending(cause => cause.Value.Count).ThenBy(cause => cause.Key, StringComparer.Ordinal)
                    .Select(cause => new PlanCause(cause.Key, cause.Value.Count, cause.Value.Example)),
            ],
            RatePerSecond = rate,
            Duration = ends - now,
            Ends = ends,
            Countries = ValueList.From(parts),
            Cost = card is null ? null : parts.Sum(part => part.Cost ?? 0),
            Currency = card?.CurrencyCode,
            Account = account,
            Remarks = ValueList.From(Remarks(parts, account, most, ends)),
        };
        return plan with { Page = PlanPage.Write(plan) };
    }

    private static readonly Dictionary<string, long> Tiers = new()
    {
        ["TIER_250"] = 250,
        ["TIER_2K"] = 2_000,
        ["TIER_10K"] = 10_000,
        ["TIER_100K"] = 100_000,
    };

    private IEnumerable<string> Remarks(PlanPart[] parts, AccountStatus? account, int? most, DateTimeOffset? ends)
    {
        long? lastMinute = ends?.UtcTicks / TimeSpan.TicksPerMinute;
        if (_closing.Where(minute => minute.Key < lastMinute).Sum(minute => minute.Value) is > 0 and long closing)
        {
            yield return Text($"The 24 hours of {closing:N0} people end before the run does: start it soon, and with their rows first.");
        }

        if (_people.Count > most)
        {
            long runs = (_people.Count + most.Value - 1) / most.Value;
            yield return Text($"-MaxRecipients {most:N0}: {runs:N0} runs reach all {_people.Count:N0} people.");
        }

        if (account?.MessagingLimit is not { } limit)
        {
            yield return "The account's messaging limit is not known: the provider does not tell it.";
        }
        else if (Tiers.TryGetValue(limit, out long people) && _people.Count > people)
        {
            yield return Text($"{_people.Count:N0} people are more than the {people:N0} ({limit}) that the account may write to")
                + " outside their 24 hours in a day. How much of that is used is not told.";
        }

        if (account?.QualityRating is "RED" or "YELLOW")
        {
            yield return $"The quality of the number is {account.QualityRating}: WhatsApp may lower its limit.";
        }

        if (card is null)
        {
            yield return "The cost is not known: give a rate card with -RateCard.";
        }
        else if (parts.Where(part => part.Price is null).Sum(part => part.Messages) is > 0 and long unpriced)
        {
            yield return Text($"The rate card has no price for {unpriced:N0} messages: see Countries.");
        }

        if (_withoutCountry > 0)
        {
            yield return Text($"{_withoutCountry:N0} people have no number, so their country is not known.");
        }

        if (_inDoubt > 0)
        {
            yield return Text($"{_inDoubt:N0} messages of earlier runs are in doubt: they are not sent again without -RetryInDoubt.");
        }
    }

    private void Take(SendItem item, TimeZoneInfo zone, string? category)
    {
        _toSend++;
        ref JournalState person = ref _people[JournalHash.Of(item.Recipient!.Value)];
        person = person.Seen();
        _zones[zone] = _zones.GetValueOrDefault(zone) + 1;
        if (item.Number is not { } number)
        {
            _withoutCountry++;
            return;
        }

        (string country, string region) = Markets.Of(number);
        (string Country, string Region, string? Category) part = (country, region, category);
        _parts[part] = _parts.GetValueOrDefault(part) + 1;
    }

    private void Count(SendResult result)
    {
        string cause = result.ErrorCode ?? Unknown;
        if (_invalid.Count >= MostCauses && !_invalid.ContainsKey(cause))
        {
            cause = Unknown;
        }

        (long count, string? example) = _invalid.GetValueOrDefault(cause);
        _invalid[cause] = (count + 1, example ?? Text($"Row {result.RowNumber}: {result.Error}"));
    }

    private void CountOutside(SendResult result)
    {
        _outside++;
        _outsideExample ??= Text($"Row {result.RowNumber}: {result.Note}");
    }

    private void CountClosing(DateTimeOffset? closes)
    {
        if (closes is { } end)
        {
            long minute = end.UtcTicks / TimeSpan.TicksPerMinute;
            _closing[minute] = _closing.GetValueOrDefault(minute) + 1;
        }
    }

    // Most rows have the message of the row before.
    private string? CategoryOf(Message message, ref (Message Message, string? Category)? last)
    {
        if (!ReferenceEquals(last?.Message, message))
        {
            last = (message, (templates ?? new()).CategoryOf(message, Free));
        }

        return last!.Value.Category;
    }

    private decimal? PriceOf((string Country, string Region, string? Category) part) =>
        part.Category is { } category ? card?.PriceOf(part.Country, part.Region, category) : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.CurrentCulture);
}
