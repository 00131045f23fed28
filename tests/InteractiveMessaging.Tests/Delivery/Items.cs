namespace InteractiveMessaging.Tests.Delivery;

/// <summary>What tests send.</summary>
internal static class Items
{
    public static MessageDraft Question { get; } = MessageDraft.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "Shall we?" });

    /// <summary>A recipient's number as the requests hold it.</summary>
    public static string Number(int n) => $"+1202555{n:0000}";

    /// <summary>The n-th made-up recipient.</summary>
    public static SendItem To(int n, string? key = null, MessageDraft? draft = null, int? row = null, params string?[] values)
    {
        Assert.True(PhoneNumber.TryParse(Number(n), NumberReading.Explicit, out PhoneNumber number, out string? error), error);
        return new() { To = number.ToString(), Number = number, Draft = draft ?? Question, Values = values, RowNumber = row ?? n, Key = key };
    }

    /// <summary>A message to a person who shows no number.</summary>
    public static SendItem ToPerson(string id) => new() { Draft = Question, Options = new() { UserId = Providers.Wire.Person(id) } };

    /// <summary>Posts all of them and takes every result, within a minute.</summary>
    public static List<SendResult> SendToAll(this SendRun run, IEnumerable<SendItem> items)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        return [.. run.SendAll(items, patience.Token)];
    }

    /// <summary>Waits for a result and takes what is ready; false when there is none left.</summary>
    public static bool Take(this SendRun run, List<SendResult> results)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        bool any = run.WaitForResult(patience.Token);
        while (run.TryTake(out SendResult result))
        {
            results.Add(result);
        }

        return any;
    }

    /// <summary>Takes what is ready; false where nothing is.</summary>
    public static bool Drain(this SendRun run, List<SendResult> results)
    {
        int before = results.Count;
        while (run.TryTake(out SendResult result))
        {
            results.Add(result);
        }

        return results.Count > before;
    }

    /// <summary>Waits until something is so that no timer of the test's clock brings about.</summary>
    public static void SpinUntil(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(60)), "Nothing happens any more.");

    /// <summary>The one result that comes next.</summary>
    public static async Task<SendResult> NextAsync(this SendRun run)
    {
        List<SendResult> results = [];
        await Task.Run(() => run.Take(results));
        return Assert.Single(results);
    }

    public static List<string> Notes(this SendRun run)
    {
        List<string> notes = [];
        while (run.TryTakeNote(out string note, out _))
        {
            notes.Add(note);
        }

        return notes;
    }
}
