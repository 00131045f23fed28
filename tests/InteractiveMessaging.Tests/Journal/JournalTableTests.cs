namespace InteractiveMessaging.Tests;

public sealed class JournalTableTests
{
    [Theory]
    [InlineData("spread")]
    [InlineData("crowded at the start")]
    [InlineData("crowded at the end")]
    public void It_agrees_with_a_dictionary(string how)
    {
        Random random = new(1);
        KeyTable<JournalState> table = new();
        Dictionary<Key128, JournalState> naive = [];
        for (int i = 0; i < 4000; i++)
        {
            int number = random.Next(2000);
            Key128 key = how switch
            {
                "spread" => JournalFolder.Key(number),
                "crowded at the start" => new((ulong)number / 4, (ulong)number % 4),
                _ => new(ulong.MaxValue - ((ulong)number / 4), (ulong)number % 4),
            };
            Assert.Equal(naive.GetValueOrDefault(key), table.Find(key));
            JournalState next = JournalState.New.After((JournalStatus)random.Next(1, 7), random.NextInt64(1L << 50));
            table[key] = next;
            naive[key] = next;
        }

        Assert.Equal(naive.Count, table.Count);
        Assert.All(naive, pair => Assert.Equal(pair.Value, table.Find(pair.Key)));
        Assert.Equal(naive.Values.OrderBy(state => state.Offset), table.States.OrderBy(state => state.Offset));
    }

    [Fact]
    public void A_row_takes_at_most_32_bytes()
    {
        KeyTable<JournalState> table = new();
        for (int i = 0; i < 300_000; i++)
        {
            table[JournalFolder.Key(i)] = JournalState.New;
            if (i >= 50_000 && i % 1000 == 0)
            {
                Assert.True(table.Bytes <= 32 * table.Count, $"{table.Bytes} bytes for {table.Count} rows");
            }
        }
    }
}
