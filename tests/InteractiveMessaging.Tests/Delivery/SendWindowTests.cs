using System.Globalization;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>The hours in which people may be written to, on their own clock.</summary>
public class SendWindowTests
{
    private static readonly TimeZoneInfo Rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");

    [Theory]
    [InlineData("09:00-18:00", "09:00-18:00")]
    [InlineData(" 9:00 - 18:00 ", "09:00-18:00")]
    [InlineData("20:00–06:30", "20:00-06:30")]
    [InlineData("18:00-24:00", "18:00-00:00")]
    public void Hours_are_read(string text, string reads)
    {
        Assert.True(SendWindow.TryParse(text, out SendWindow window, out string? fault), fault);
        Assert.Equal(reads, window.ToString());
    }

    [Theory]
    [InlineData("09:00", "not two times of day")]
    [InlineData("9-18", "not two times of day")]
    [InlineData("09:00-25:00", "not two times of day")]
    [InlineData("09:00-18:00-20:00", "not two times of day")]
    [InlineData("09:00-09:00", "begins and ends at the same time")]
    public void What_is_not_hours_is_said(string text, string says)
    {
        Assert.False(SendWindow.TryParse(text, out _, out string? fault));
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    // Rome is an hour before UTC in winter and two in summer. On 2030-03-31 two o'clock becomes three, on 2030-10-27 three becomes two.
    [Theory]
    [InlineData("09:00-18:00", "2030-01-15 10:00", "2030-01-15 10:00")] // open
    [InlineData("09:00-18:00", "2030-01-15 08:00", "2030-01-15 08:00")] // opens just now
    [InlineData("09:00-18:00", "2030-01-15 07:59", "2030-01-15 08:00")]
    [InlineData("09:00-18:00", "2030-01-15 17:00", "2030-01-16 08:00")] // closes just now
    [InlineData("09:00-18:00", "2030-07-15 06:00", "2030-07-15 07:00")] // summer
    [InlineData("20:00-06:00", "2030-01-15 23:30", "2030-01-15 23:30")] // over midnight, behind it
    [InlineData("20:00-06:00", "2030-01-15 05:00", "2030-01-15 19:00")]
    [InlineData("09:00-18:00", "2030-03-30 18:00", "2030-03-31 07:00")] // the night in which clocks go forward
    [InlineData("02:30-04:00", "2030-03-31 00:00", "2030-03-31 01:00")] // half past two is left out: three it is
    [InlineData("02:30-04:00", "2030-10-26 22:00", "2030-10-27 00:30")] // half past two comes twice: the first
    [InlineData("02:30-04:00", "2030-10-27 01:10", "2030-10-27 01:30")] // ten past two, the second time: before the hours again
    [InlineData("18:00-24:00", "2030-01-15 23:00", "2030-01-16 17:00")]
    public void The_next_moment_at_which_they_are_open(string hours, string now, string next)
    {
        Assert.True(SendWindow.TryParse(hours, out SendWindow window, out _));
        Assert.Equal(Utc(next), window.NextOpening(Utc(now), Rome));
    }

    [Fact]
    public void The_moment_is_always_open_and_none_before_it_is()
    {
        Random random = new(7);
        TimeZoneInfo[] zones = [.. "Europe/Rome America/New_York Asia/Kolkata Australia/Lord_Howe Pacific/Apia America/St_Johns".Split(' ')
            .Select(TimeZoneInfo.FindSystemTimeZoneById)];
        for (int i = 0; i < 2000; i++)
        {
            TimeZoneInfo zone = zones[random.Next(zones.Length)];
            TimeOnly start = new(random.Next(24), random.Next(60));
            SendWindow window = new(start, start.AddMinutes(random.Next(20, 1400)));
            DateTimeOffset now = Utc("2030-01-01 00:00").AddMinutes(random.Next(366 * 24 * 60));
            DateTimeOffset next = window.NextOpening(now, zone);
            Assert.True(IsOpen(window, next, zone), $"{window} in {zone.Id}: {next:u} from {now:u}");
            for (DateTimeOffset before = now; before < next; before = before.AddMinutes(1))
            {
                Assert.False(IsOpen(window, before, zone), $"{window} in {zone.Id}: {before:u} is before {next:u}");
            }
        }

        static bool IsOpen(SendWindow window, DateTimeOffset moment, TimeZoneInfo zone) =>
            window.IsOpen(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime));
    }

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
