using static InteractiveMessaging.Tests.Suppression.SuppressionFolder;

namespace InteractiveMessaging.Tests.Suppression;

/// <summary>What is new is found out: once, in whatever order and however often it comes.</summary>
public sealed class SuppressionUpdateTests : IDisposable
{
    private const string Ada = "+12025550101";
    private const string AdaId = "US.13491208655302741918";
    private const string AdaNow = "+12025550102";
    private const string AdaIdNow = "US.22491208655302741918";

    private readonly SuppressionFolder _folder = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Events_in_any_order_and_in_any_parts_end_in_the_same_and_once_more_add_nothing()
    {
        string[] people = [Ada, AdaNow, AdaId];
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            SuppressionEvent[] events =
            [
                .. Enumerable.Range(0, 12).Select(i => Said(people[random.Next(3)], (SuppressionAction)random.Next(2), random.Next(6), $"m{i}")),
            ];
            Dictionary<string, SuppressionAction> last = events
                .GroupBy(one => one.Who[0])
                .ToDictionary(person => person.Key, person => person.OrderBy(one => one.At).ThenByDescending(one => one.Action).Last().Action!.Value);
            File.Delete(_folder.Path);
            random.Shuffle(events);
            foreach (SuppressionEvent[] part in events.Chunk(random.Next(1, 12)))
            {
                Add(part);
            }

            Assert.Equal(
                last.Where(person => person.Value == SuppressionAction.Stop).Select(person => person.Key).Order(),
                people.Where(_folder.IsStopped).Order());
            Assert.Empty(Add(events));
        }
    }

    [Fact]
    public void Both_names_of_a_person_are_kept()
    {
        Assert.Equal([Ada, AdaId], Add(new SuppressionEvent([Ada, AdaId], SuppressionAction.Stop, SuppressionReason.Preference) { At = Noon }).Select(entry => entry.Recipient));
        Assert.True(_folder.IsStopped(Ada) && _folder.IsStopped(AdaId));
    }

    [Fact]
    public void Without_a_time_the_message_id_shows_what_is_new()
    {
        Assert.Single(Add(Stop(Ada, minute: null, "m1")));
        Assert.Single(Add(Resume(Ada, minute: null, "m2"), Resume(Ada, minute: null, "m2")));
        Assert.False(_folder.IsStopped(Ada));
        Assert.Empty(Add(Stop(Ada, minute: null, "m1"), Resume(Ada, minute: null, "m2")));
        Assert.False(_folder.IsStopped(Ada));
        Assert.Single(Add(Stop(Ada, minute: null, "m3")));
        Assert.True(_folder.IsStopped(Ada));
    }

    [Fact]
    public void Without_a_time_and_an_id_it_may_stop_and_never_undoes_a_stop()
    {
        Assert.Single(Add(Stop(Ada, minute: null)));
        Assert.Empty(Add(Stop(Ada, minute: null), Resume(Ada, minute: null)));
        Assert.True(_folder.IsStopped(Ada));
    }

    [Theory]
    [InlineData(SuppressionAction.Resume, SuppressionAction.Stop)]
    [InlineData(SuppressionAction.Stop, SuppressionAction.Resume)]
    public void A_time_far_ahead_does_not_outlast_what_is_said_later(SuppressionAction early, SuppressionAction late)
    {
        SuppressionEvent ahead = new([Ada], early, SuppressionReason.Word) { At = _clock.GetUtcNow().AddYears(50), MessageId = "m1" };
        Assert.Single(Add(ahead));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Single(Add(new SuppressionEvent([Ada], late, SuppressionReason.Word) { At = _clock.GetUtcNow(), MessageId = "m2" }));
        Assert.Equal(late == SuppressionAction.Stop, _folder.IsStopped(Ada));
        Assert.Empty(Add(ahead));
        Assert.Equal(late == SuppressionAction.Stop, _folder.IsStopped(Ada));
    }

    [Fact]
    public void What_is_entered_by_hand_counts_from_now_on_at_once_and_once()
    {
        SuppressionEvent stop = new([Ada], SuppressionAction.Stop, SuppressionReason.Manual);
        SuppressionEvent resume = stop with { Action = SuppressionAction.Resume };
        Assert.Empty(Add(resume));
        Assert.Single(Add(stop));
        Assert.Empty(Add(stop));
        Assert.Single(Add(resume));
        Assert.False(_folder.IsStopped(Ada));
        Assert.Empty(Add(resume));
        Assert.Single(Add(stop));
        Assert.True(_folder.IsStopped(Ada));

        // The clock of this machine may be behind WhatsApp's.
        Add(new SuppressionEvent([AdaNow], SuppressionAction.Stop, SuppressionReason.Word) { At = _clock.GetUtcNow().AddMinutes(30) });
        Assert.Single(Add(resume with { Who = [AdaNow] }));
        Assert.False(_folder.IsStopped(AdaNow));
    }

    [Fact]
    public void Who_has_another_number_takes_the_stop_along()
    {
        SuppressionEvent change = new([AdaNow, AdaIdNow], null, SuppressionReason.UserChange) { At = Noon.AddMinutes(10), Before = [Ada, AdaId] };
        Assert.Empty(Add(change));
        Add(Stop(Ada, 5));
        Assert.Equal([AdaNow, AdaIdNow], Add(change).Select(entry => entry.Recipient));
        Assert.Empty(Add(change));
        Assert.True(_folder.IsStopped(AdaNow) && _folder.IsStopped(AdaIdNow) && _folder.IsStopped(Ada));

        Add(Resume(AdaNow, 20));
        Assert.Empty(Add(change));
        Assert.False(_folder.IsStopped(AdaNow));
    }

    [Fact]
    public void Who_got_the_old_number_later_stops_for_nobody_else()
    {
        Add(Stop(Ada, 30));
        Assert.Empty(Add(new SuppressionEvent([AdaNow], null, SuppressionReason.UserChange) { At = Noon.AddMinutes(10), Before = [Ada] }));
        Assert.False(_folder.IsStopped(AdaNow));
    }

    [Fact]
    public void In_one_go_a_stop_is_read_before_the_change_that_came_after_it()
    {
        Add(new SuppressionEvent([AdaNow], null, SuppressionReason.UserChange) { At = Noon.AddMinutes(10), Before = [Ada] }, Stop(Ada, 5));
        Assert.True(_folder.IsStopped(AdaNow));
    }

    [Fact]
    public void A_look_ahead_tells_what_would_be_added_and_makes_no_file()
    {
        Assert.Single(SuppressionWriter.Foresee(_folder.Path, [Stop(Ada)], _clock));
        Assert.Empty(Directory.GetFiles(_folder.Folder));
        Add(Stop(Ada));
        byte[] before = File.ReadAllBytes(_folder.Path);
        Assert.Single(SuppressionWriter.Foresee(_folder.Path, [Stop(Ada), Resume(Ada, 5)], _clock));
        Assert.Equal(before, File.ReadAllBytes(_folder.Path));
    }

    private IReadOnlyList<SuppressionEntry> Add(params SuppressionEvent[] events) => SuppressionWriter.Add(_folder.Path, events, _clock);
}
