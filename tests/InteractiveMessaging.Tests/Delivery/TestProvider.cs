using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Tests.Delivery;

/// <summary>A provider whose replies say in a word what they mean, so that tests of delivery hang on no real provider's table.</summary>
internal sealed class TestProvider : Provider
{
    public override string Name => "Test";

    public override ValueList<ProviderAddress> Addresses => [new("https://test.invalid/messages")];

    public override ValueList<string> Kinds => MessageKind.Names;

    public override SendOption Options => SendOption.Reference;

    public override int ReferenceLimit => 1;

    public override string Source => "the tests";

    public override ValueList<Rule> Rules => [new("test.body.length", "interactive", "/body/text", new MaxLength(30), Source) { Severity = RuleSeverity.Warning }];

    internal override (string Name, string Value) Authenticate(string key) => ("X-Key", key);

    internal override void WriteRequest(RequestWriter request, Outgoing outgoing)
    {
        Utf8JsonWriter json = request.Json;
        json.WriteStartObject();
        json.WriteString("to", WritePhone(outgoing.To!.Value));
        if (outgoing.Options.References.Count > 0)
        {
            json.WriteString("ref", outgoing.Options.References[0]);
        }

        outgoing.WriteMessage(json, "interactive");
        json.WriteEndObject();
    }

    internal override ProviderReply ReadReply(HttpReply reply)
    {
        string word = reply.Text("word") ?? "";
        string error = reply.Describe(reply.Text("error"), word);
        return word switch
        {
            "accepted" when reply.IsSuccess => new(Outcome.Accepted) { MessageId = reply.Text("id") },
            "pair" => new(Outcome.Retry) { Code = "131056", Error = error, PairLimit = true },
            "stop" => new(Outcome.Rejected) { Code = "190", Error = error, StopsRun = true, Recommendation = "Get a new key." },
            "later" => new(Outcome.Retry) { Error = error, RetryAfter = TimeSpan.FromSeconds(double.Parse(reply.Text("seconds")!, System.Globalization.CultureInfo.InvariantCulture)) },
            "throw" => throw new InvalidOperationException("a reader with a fault"),
            _ => reply.ByStatus(null, error),
        };
    }
}

/// <summary>A transport that answers as a test says, and a connection over it.</summary>
/// <param name="answer">The answer to the n-th request (from 1) for a recipient, written as <c>+digits</c>.</param>
internal sealed class Scripted(Func<string, int, CancellationToken, Task<TransportResult>> answer) : ITransport
{
    public const string Key = "canary-key-4711";

    private readonly Dictionary<string, int> _attempts = [];
    private readonly List<string> _requests = [];

    public Scripted(Func<string, int, TransportResult> answer)
        : this((to, attempt, _) => Task.FromResult(answer(to, attempt)))
    {
    }

    /// <summary>The bodies of the requests that were made.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_attempts)
            {
                return [.. _requests];
            }
        }
    }

    public static TransportResult Accepted { get; } = Reply(200, """{"word":"accepted","id":"m1"}""");

    public static TransportResult NeverSent { get; } = new() { Failure = "refused" };

    public static TransportResult Lost { get; } = new() { BodyStarted = true, Failure = "lost" };

    public static TransportResult Word(string word) => Reply(400, $$"""{"word":"{{word}}"}""");

    public static TransportResult Reply(int status, string body = "", string? retryAfter = null, TimeProvider? clock = null) => new()
    {
        BodyStarted = true,
        Reply = new(status, Encoding.UTF8.GetBytes(body), name => name == "Retry-After" ? retryAfter : null, clock),
    };

    public Connection Connect(TimeProvider? clock = null, double rate = 0, Provider? provider = null) => Connection.Create(
        new(provider ?? new TestProvider(), Secret.Of(Key)) { RatePerSecond = rate, Clock = clock ?? TimeProvider.System, BaseUri = new("http://127.0.0.1:9") },
        () => this);

    public async ValueTask<TransportResult> PostAsync(TransportRequest request, CancellationToken cancellation)
    {
        string body = Encoding.UTF8.GetString(request.Body.Span);
        using JsonDocument document = JsonDocument.Parse(body);
        string to = document.RootElement.GetProperty("to").GetString()!;
        int attempt;
        lock (_attempts)
        {
            _requests.Add(body);
            attempt = _attempts[to] = _attempts.GetValueOrDefault(to) + 1;
        }

        return await answer(to, attempt, cancellation);
    }

    public Task<TransportResult> GetAsync(TransportRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
