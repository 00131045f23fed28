using System.Collections.Concurrent;
using System.Text;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>A transport that answers as a test says, and a connection over it.</summary>
internal sealed class Scripted : ITransport
{
    public const string Key = "canary-key-4711";

    private readonly Func<string, int, CancellationToken, Task<TransportResult>> _answer;
    private readonly ConcurrentDictionary<string, int> _attempts = new();

    /// <param name="answer">The answer to the n-th request (from 1) for a recipient, found in the body as <c>+digits</c>.</param>
    public Scripted(Func<string, int, CancellationToken, Task<TransportResult>> answer) => _answer = answer;

    public Scripted(Func<string, int, TransportResult> answer)
        : this((to, attempt, _) => Task.FromResult(answer(to, attempt)))
    {
    }

    public ConcurrentQueue<string> Requests { get; } = new();

    public static TransportResult Accepted { get; } = Reply(200, """{"success":true,"message_id":"m1"}""");

    public static TransportResult NeverSent { get; } = new() { Failure = "refused" };

    public static TransportResult Lost { get; } = new() { BodyStarted = true, Failure = "lost" };

    public static TransportResult Reply(int status, string body = "", string? retryAfter = null, TimeProvider? clock = null) => new()
    {
        BodyStarted = true,
        Reply = new(status, Encoding.UTF8.GetBytes(body), name => name == "Retry-After" ? retryAfter : null, clock),
    };

    public Connection Connect(TimeProvider? clock = null, double rate = 0, string provider = "AiSoule") => Connection.Create(
        new(ProviderCatalog.Find(provider)!, Secret.Of(Key))
        {
            RatePerSecond = rate,
            Clock = clock ?? TimeProvider.System,
            BaseUri = new("http://127.0.0.1:9"),
            Settings = provider == "Kaleyra" ? new Dictionary<string, string> { ["Sid"] = "HX1", ["Sender"] = "+12025550100" } : [],
        },
        () => this);

    public async Task<TransportResult> PostAsync(TransportRequest request, CancellationToken cancellation)
    {
        string body = Encoding.UTF8.GetString(request.Body.Span);
        Requests.Enqueue(body);
        string to = body.Split("\"to\":\"")[1].Split('"')[0];
        return await _answer(to, _attempts.AddOrUpdate(to, 1, (_, before) => before + 1), cancellation);
    }

    public void Dispose()
    {
    }
}

/// <summary>What tests send.</summary>
internal static class Items
{
    public static Template Question { get; } = Template.Of(new InteractiveMessage(new ReplyButtonsAction([new("Yes", "y")])) { Body = "Shall we?" });

    /// <summary>The n-th made-up recipient.</summary>
    public static SendItem To(int n, string? key = null, Template? template = null, params string?[] values)
    {
        Assert.True(PhoneNumber.TryParse($"+1202555{n:0000}", NumberReading.Explicit, out PhoneNumber number, out string? error), error);
        return new() { To = number.ToString(), Number = number, Template = template ?? Question, Values = values, RowNumber = n, Key = key };
    }

    /// <summary>Posts all of them and takes every result.</summary>
    public static List<SendResult> SendAll(this SendRun run, IEnumerable<SendItem> items)
    {
        List<SendResult> results = [];
        foreach (SendItem item in items)
        {
            while (!run.TryPost(item))
            {
                run.Take(results);
            }
        }

        run.Complete();
        while (run.Take(results))
        {
        }

        return results;
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
        while (run.TryTakeNote(out string note))
        {
            notes.Add(note);
        }

        return notes;
    }
}
