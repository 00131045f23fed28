using InteractiveMessaging.PostgreSql;

namespace InteractiveMessaging.Tests.PostgreSql;

/// <summary>Where the database's clock stands: by the answer that came quickest, until clocks drift or are set.</summary>
public class RemoteClockTests
{
    private readonly RemoteClock _clock = new();

    public RemoteClockTests() => _clock.Hear(here: 100.002, there: 1100);

    [Fact]
    public void A_slow_answer_moves_nothing()
    {
        _clock.Hear(here: 100.060, there: 1100.010);
        Assert.InRange(_clock.Behind, -999.999, -999.997);
    }

    [Fact]
    public void A_quicker_one_says_it_better()
    {
        _clock.Hear(here: 100.0105, there: 1100.010);
        Assert.Equal(-999.9995, _clock.Behind, 1e-9);
    }

    [Theory]
    [InlineData(0.080)]
    [InlineData(0.500)]
    [InlineData(-0.500)]
    public void A_clock_that_was_set_is_known_within_ten_seconds(double back)
    {
        for (double here = 101; here <= 111; here++)
        {
            _clock.Hear(here + 0.002, here + 1000 - back);
        }

        Assert.Equal(-999.998 + back, _clock.Behind, 1e-6);
    }
}
