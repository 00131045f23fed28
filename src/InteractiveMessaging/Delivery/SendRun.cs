using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;

namespace InteractiveMessaging;

/// <summary>
/// One use of Send-WaMessage: messages in, results out. The pipeline's thread posts items and takes results; workers send.
/// An item holds one place from the moment it is posted until its result is taken, so a slow consumer slows the senders and
/// memory does not grow with the number of recipients.
/// </summary>
internal sealed class SendRun : IDisposable
{
    private readonly Connection _connection;
    private readonly SendRunOptions _options;
    private readonly TimeProvider _clock;
    private readonly Channel<SendItem> _items = Channel.CreateUnbounded<SendItem>();
    private readonly Channel<SendResult> _results = Channel.CreateUnbounded<SendResult>();
    private readonly CancellationTokenSource _cancel = new();
    private readonly int _places;
    private readonly Task _workers;
    private int _taken;

    public SendRun(Connection connection, SendRunOptions options, TimeProvider clock)
    {
        _connection = connection;
        _options = options;
        _clock = clock;
        int workers = options.ThrottleLimit ?? 16;
        _places = workers * 2;
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>The refusal that ended sending, where one did: nothing further can succeed.</summary>
    public SendResult? Stopped { get; private set; }

    /// <summary>Hands over an item; false when every place is taken and a result must be taken first.</summary>
    public bool TryPost(SendItem item)
    {
        if (_taken >= _places)
        {
            return false;
        }

        _taken++;
        return _items.Writer.TryWrite(item);
    }

    /// <summary>Says that no further item comes.</summary>
    public void Complete() => _items.Writer.TryComplete();

    /// <summary>Takes a result that is ready.</summary>
    public bool TryTake(out SendResult result)
    {
        bool taken = _results.Reader.TryRead(out SendResult? ready);
        result = ready!;
        _taken -= taken ? 1 : 0;
        return taken;
    }

    /// <summary>Waits until a result is ready; false when there will be none.</summary>
    public bool WaitForResult(CancellationToken cancellation)
    {
        ValueTask<bool> ready = _taken == 0 ? new(false) : _results.Reader.WaitToReadAsync(cancellation);
        return ready.IsCompleted ? ready.Result : ready.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Renders, checks and writes one message without sending it: the result where it is invalid, else null.</summary>
    public static SendResult? Prepare(SendItem item, Connection connection, IBufferWriter<byte> request)
    {
        Message message = item.Template.Render(item.Values);
        byte[] json = MessageWriter.Write(message);
        List<RuleViolation> violations = [.. connection.ProviderModel.CheckOptions(item.Options), .. MessageCheck.Check(message.Type, json, connection.ProviderModel.RuleSet)];
        RuleViolation[] errors = [.. violations.Where(violation => violation.Severity == RuleSeverity.Error)];
        if (errors.Length > 0)
        {
            return Result(item, connection, SendStatus.Invalid) with
            {
                ErrorCode = errors[0].Rule,
                ErrorId = "MessageInvalid",
                Error = string.Join(" ", errors.Select(violation => violation.ToString())),
                Recommendation = string.Join(" ", errors.Select(violation => violation.Recommendation).OfType<string>().Distinct()),
            };
        }

        using Utf8JsonWriter writer = new(request, JsonData.Compact);
        connection.ProviderModel.WriteRequest(writer, new(message, json, item.Number, item.Options, connection.Settings));
        return null;
    }

    /// <summary>A result that carries what the item says.</summary>
    public static SendResult Result(SendItem item, Connection connection, SendStatus status) => new()
    {
        To = item.Number?.ToString() ?? item.To,
        Status = status,
        Provider = connection.Provider,
        Connection = connection.Name,
        Row = item.Row,
        RowNumber = item.RowNumber,
    };

    public void Dispose()
    {
        _cancel.Cancel();
        Complete();
        _workers.GetAwaiter().GetResult();
        _cancel.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (SendItem item in _items.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            _results.Writer.TryWrite(_cancel.IsCancellationRequested || Stopped is not null
                ? Result(item, _connection, SendStatus.NotSent)
                : await SendAsync(item).ConfigureAwait(false));
        }
    }

    private async Task<SendResult> SendAsync(SendItem item)
    {
        ArrayBufferWriter<byte> request = new(1024);
        if (Prepare(item, _connection, request) is { } invalid)
        {
            return invalid;
        }

        DateTimeOffset start = _clock.GetUtcNow();
        (string header, string value) = _connection.ProviderModel.Authenticate(_connection.Secret.Reveal());
        TransportResult sent = await _connection.Transport.PostAsync(new(_connection.Address, header, value, request.WrittenMemory, _options.Timeout), _cancel.Token).ConfigureAwait(false);
        ProviderReply reply = sent.Reply is { } http
            ? _connection.ProviderModel.ReadReply(http)
            : new(sent.BodyStarted ? Outcome.InDoubt : Outcome.Retry) { Error = sent.Failure };
        SendStatus status = reply.StopsRun ? SendStatus.NotSent : reply.Outcome switch
        {
            Outcome.Accepted => SendStatus.Accepted,
            Outcome.Rejected => SendStatus.Rejected,
            Outcome.Retry => SendStatus.Failed,
            _ => SendStatus.InDoubt,
        };
        SendResult result = Result(item, _connection, status) with
        {
            MessageId = reply.MessageId,
            Attempts = 1,
            HttpStatus = sent.Reply?.Status,
            ErrorCode = reply.Code,
            Error = status == SendStatus.Accepted ? null : _connection.Secret.Blot(reply.Error),
            Recommendation = reply.Remedy,
            ErrorId = status == SendStatus.Accepted ? null : status.ToString(),
            SentAt = start,
            Elapsed = _clock.GetUtcNow() - start,
        };
        if (reply.StopsRun)
        {
            Stopped ??= result;
        }

        return result;
    }
}
