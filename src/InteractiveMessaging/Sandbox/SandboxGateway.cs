namespace InteractiveMessaging;

/// <summary>What the sandbox makes of a request.</summary>
/// <param name="Reply">What it answers; null breaks the connection off instead.</param>
internal readonly record struct SandboxAnswer(DialectReply? Reply)
{
    /// <summary>The header Retry-After, in seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How long the answer is held back.</summary>
    public TimeSpan Wait { get; init; }
}

/// <summary>
/// The sandbox without its HTTP: requests in, answers out, and the last messages kept. It may be asked from many threads.
/// </summary>
/// <param name="key">The one key it takes.</param>
/// <param name="seed">What the ids of messages depend on.</param>
/// <param name="faults">The faults it makes.</param>
/// <param name="clock">What its messages are dated by.</param>
/// <param name="providers">The providers it speaks for; null takes all there are.</param>
internal sealed class SandboxGateway(
    string key, int seed, SandboxFaults faults, TimeProvider clock, IEnumerable<Provider>? providers = null)
{
    private const int Kept = 10_000;
    private readonly IReadOnlyList<SandboxRoute> _routes = SandboxRoute.Of(providers ?? ProviderCatalog.All);
    private readonly Queue<SandboxMessage> _messages = new();
    private readonly SandboxUploads _uploads = new(seed);
    private readonly object _gate = new();
    private long _requests;
    private long _refused;
    private long _accepted;

    /// <summary>The templates of its accounts; null takes any template and lists none.</summary>
    public DialectTemplates? Templates { get; init; }

    public long Requests => Interlocked.Read(ref _requests);

    public long Refused => Interlocked.Read(ref _refused);

    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>How many files it took.</summary>
    public long Uploads => _uploads.Taken;

    /// <summary>The last messages taken, the oldest first.</summary>
    public SandboxMessage[] Messages()
    {
        lock (_gate)
        {
            return [.. _messages];
        }
    }

    /// <summary>How many bytes the body of a request may have.</summary>
    public int LargestBody(string method, string path) => method == "POST" && Find(known => known.FindUpload(path)) is (not null, _)
        ? SandboxUploads.LargestRequest
        : SandboxServer.UsualBody;

    /// <summary>Judges one request. It never throws, whatever the request holds.</summary>
    public SandboxAnswer Answer(SandboxRequest request)
    {
        long number = Interlocked.Increment(ref _requests);
        (bool taken, SandboxAnswer answer) = Judge(request, faults.Of(number));
        if (!taken)
        {
            Interlocked.Increment(ref _refused);
        }

        return answer with { Wait = faults.WaitOf(number) };
    }

    private (bool Taken, SandboxAnswer Answer) Judge(SandboxRequest request, SandboxFault fault)
    {
        if (request.Method == "GET" && Find(known => known.FindProbe(request.Path)) is ({ } probed, { } asked))
        {
            return (CheckKey(probed, request) ?? CheckAccount(probed, asked) ?? OnPurpose(fault)) is { } refusal
                ? Refuse(probed, refusal)
                : (true, new(asked.Address == probed.Provider.Probe!.AccountAddress ? probed.Dialect.AccountRead : probed.Dialect.Probed));
        }

        if (request.Method == "GET" && Find(known => known.FindListing(request.Path)) is ({ } listing, { } account))
        {
            return List(listing, account, request, fault);
        }

        if (request.Method == "POST" && Find(known => known.FindUpload(request.Path)) is ({ } taker, { } at))
        {
            return JudgeUpload(taker, at, request, fault);
        }

        if (Find(known => known.Find(request.Path)) is not ({ } route, { } place))
        {
            string paths = string.Join(", ", _routes.SelectMany(known => known.Paths));
            return (false, new(Plain(404, $"No provider has this address. The sandbox answers on {paths}.")));
        }

        if (request.Method != "POST")
        {
            return (false, new(Plain(405, "Messages are sent with POST.")));
        }

        if ((CheckKey(route, request) ?? CheckAccount(route, place) ?? OnPurpose(fault)) is { } early)
        {
            return Refuse(route, early);
        }

        if (fault == SandboxFault.DropBefore)
        {
            return (false, default);
        }

        (SandboxMessage? message, Refusal? wrong) = SandboxReader.Read(route, place, request, Templates);
        if (message is null)
        {
            return Refuse(route, wrong!);
        }

        if (fault == SandboxFault.Reject || faults.RejectsTo(message.To))
        {
            return Refuse(route, new(RefusalKind.MessageRefused, "The message was refused, as the sandbox was told to."));
        }

        return Take(message, out string id) is { } stopped ? Refuse(route, stopped)
            : fault == SandboxFault.Drop ? (true, default)
            : (true, new(route.Dialect.Accepted(id, message.To)));
    }

    private (bool Taken, SandboxAnswer Answer) List(SandboxRoute route, SandboxPlace place, SandboxRequest request, SandboxFault fault)
    {
        if (Templates is null)
        {
            return (false, new(Plain(404, "The sandbox has no templates. Start-WaSandbox -Template gives it some.")));
        }

        if ((CheckKey(route, request) ?? CheckAccount(route, place) ?? OnPurpose(fault)) is { } refusal)
        {
            return Refuse(route, refusal);
        }

        string query = request.Path.IndexOf('?', StringComparison.Ordinal) is >= 0 and int mark ? request.Path[(mark + 1)..] : "";
        return fault is SandboxFault.Drop or SandboxFault.DropBefore
            ? (false, default)
            : (true, new(Templates.List(route.Dialect, query)));
    }

    // Of files it makes the faults that it makes of messages; they are no messages and count as none.
    private (bool Taken, SandboxAnswer Answer) JudgeUpload(
        SandboxRoute route, SandboxPlace place, SandboxRequest request, SandboxFault fault)
    {
        if ((CheckKey(route, request) ?? CheckAccount(route, place) ?? OnPurpose(fault)) is { } early)
        {
            return Refuse(route, early);
        }

        if (fault == SandboxFault.DropBefore)
        {
            return (false, default);
        }

        Refusal? wrong = SandboxUploads.Fault(request) ?? (fault != SandboxFault.Reject ? null
            : new(RefusalKind.MediaRefused, "The file was refused, as the sandbox was told to."));
        if (wrong is not null)
        {
            return Refuse(route, wrong);
        }

        string id = _uploads.Take();
        return fault == SandboxFault.Drop ? (true, default) : (true, new(route.Dialect.Uploaded!(id)));
    }

    private (SandboxRoute? Route, SandboxPlace? Place) Find(Func<SandboxRoute, SandboxPlace?> find)
    {
        foreach (SandboxRoute route in _routes)
        {
            if (find(route) is { } place)
            {
                return (route, place);
            }
        }

        return default;
    }

    private Refusal? CheckAccount(SandboxRoute route, SandboxPlace place) => route.CheckAccount(place) ?? (
        from part in place.Values
        where faults.RejectsSender(part.Value)
        select new Refusal(RefusalKind.WrongAccount, $"{part.Key} was refused, as the sandbox was told to.") { Field = part.Key })
        .FirstOrDefault();

    private Refusal? CheckKey(SandboxRoute route, SandboxRequest request)
    {
        (string header, string value) = route.Provider.Authenticate(key);
        return request.Headers[header] == value
            ? null
            : new(RefusalKind.WrongKey, $"The key in the header {header} is not this sandbox's.");
    }

    private Refusal? OnPurpose(SandboxFault fault) => fault switch
    {
        SandboxFault.Unauthorized => new(RefusalKind.WrongKey, "The key was refused, as the sandbox was told to."),
        SandboxFault.Throttle => new(RefusalKind.Throttled, "Too many requests.") { RetryAfter = faults.RetryAfter },
        SandboxFault.Unavailable => new(RefusalKind.Unavailable, "Unavailable for the moment.") { RetryAfter = faults.RetryAfter },
        SandboxFault.ServerError => new(RefusalKind.ServerError, "Something went wrong."),
        _ => null,
    };

    private Refusal? Take(SandboxMessage message, out string id)
    {
        lock (_gate)
        {
            id = $"sandbox-{seed:x8}-{_accepted + 1}";
            if (_accepted >= faults.StopAfter)
            {
                return new(RefusalKind.AccountBlocked, "The account may not send any more.");
            }

            if (_accepted >= faults.LowBalanceAfter)
            {
                return new(RefusalKind.LowBalance, "The balance is used up.");
            }

            _accepted++;
            _messages.Enqueue(message with { Number = _accepted, MessageId = id, ReceivedAt = clock.GetUtcNow() });
            if (_messages.Count > Kept)
            {
                _messages.Dequeue();
            }

            return null;
        }
    }

    private static (bool, SandboxAnswer) Refuse(SandboxRoute route, Refusal refusal) =>
        (false, new(route.Dialect.Refused(refusal) ?? Plain(refusal)) { RetryAfter = refusal.RetryAfter });

    /// <summary>The sandbox's own answer, where the provider documents none.</summary>
    internal static DialectReply Plain(Refusal refusal) => Plain(refusal.Kind switch
    {
        RefusalKind.WrongKey or RefusalKind.WrongAccount or RefusalKind.AccountBlocked => 401,
        RefusalKind.Throttled => 429,
        RefusalKind.ServerError => 500,
        RefusalKind.Unavailable => 503,
        _ => 400,
    }, refusal.Detail);

    // Marked, so that nobody takes it for what the provider would say.
    private static DialectReply Plain(int status, string detail) =>
        new(status, $$"""
            {"error":"{{ProviderDialect.Quoted(detail)}}","sandbox":"an answer of the sandbox's own; the provider documents none"}
            """);
}
