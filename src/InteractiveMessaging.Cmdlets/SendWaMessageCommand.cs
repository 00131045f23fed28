using System.Buffers;
using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Sends a message to recipients, or a template to the rows of a list, and gives one result for each.</summary>
[Cmdlet(VerbsCommunications.Send, "WaMessage", DefaultParameterSetName = RowsSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SendResult))]
public sealed class SendWaMessageCommand : PSCmdlet, IDisposable
{
    private const string RowsSet = "Rows";
    private const string MessageSet = "Message";

    // A row's recipient stands in one of these columns; the first that is there counts.
    private static readonly string[] RecipientColumns = ["To", "Phone", "PhoneNumber", "Mobile", "Recipient"];

    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _warned = [];
    private readonly long[] _counts = new long[Enum.GetValues<SendStatus>().Length];
    private Connection _connection = null!;
    private NumberReading _reading = NumberReading.Explicit;
    private Template? _template;
    private SendRun? _run;
    private long _rows;

    /// <summary>The message; in front of rows it may hold placeholders such as {{FirstName}}.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowsSet)]
    [Parameter(Mandatory = true, ParameterSetName = MessageSet, ValueFromPipeline = true)]
    public Message Message { get; set; } = null!;

    /// <summary>The recipients' numbers, each with + or 00 and the country code. From a row: the column To, Phone, PhoneNumber, Mobile or Recipient.</summary>
    [Parameter(ParameterSetName = RowsSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = MessageSet)]
    [Alias("Phone", "PhoneNumber", "Mobile", "Recipient")]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? To { get; set; }

    /// <summary>The rows: objects, hashtables, or bare numbers.</summary>
    [Parameter(ParameterSetName = RowsSet, ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The connection, or its name. Default: the one connected last in this runspace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public object? Connection { get; set; }

    /// <summary>Requests in flight at most. Default: what suits the rate.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Messages a second for this run; 0 is no limit of its own. The connection's rate holds besides.</summary>
    [Parameter]
    [ValidateRange(0d, 100_000d)]
    public double? RatePerSecond { get; set; }

    /// <summary>Further attempts after the first where the provider surely did not take the message. Default: 5.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaxRetryCount { get; set; } = 5;

    /// <summary>Seconds one request may take. Default: 100.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>Sends again what is in doubt, at the risk of a second message on somebody's phone.</summary>
    [Parameter]
    public SwitchParameter RetryInDoubt { get; set; }

    /// <summary>References of your own that come back in callbacks: Kaleyra takes three, Meta and 360dialog one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Reference { get; set; }

    /// <summary>How long the provider shall wait before it delivers: 60s, 90m, 14h, 2d, 2w or 01:30:00. PingUp only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? Delay { get; set; }

    /// <summary>The recipient's name at the provider. PingUp only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? ClientName { get; set; }

    /// <summary>The recipient's id at the provider, beside the number or in its place. PingUp only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? ClientId { get; set; }

    /// <summary>The team mate the message is assigned to. Octopods only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? TeammateId { get; set; }

    /// <summary>The id of the message that is answered. Meta's Cloud API and 360dialog only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? ReplyTo { get; set; }

    /// <summary>Numbers without a plus are national numbers of this country, such as 39.</summary>
    [Parameter]
    public string? CountryCode { get; set; }

    /// <summary>Numbers without a plus are complete; only the plus is missing.</summary>
    [Parameter]
    public SwitchParameter International { get; set; }

    /// <summary>Ends what is in flight when a pipeline is torn down from outside.</summary>
    public void Dispose()
    {
        _run?.Dispose();
        _run = null;
        _stopping.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _connection = ConnectionArgument.Resolve(this, Connection);
        if (CountryCode is not null && International)
        {
            ThrowTerminatingError(Errors.BadInput.Record("-CountryCode and -International contradict each other.", recommendation: "Use -CountryCode for national numbers, -International for complete ones."));
        }

        try
        {
            _reading = CountryCode is not null ? NumberReading.National(CountryCode)
                : International ? NumberReading.International
                : NumberReading.Explicit;
        }
        catch (ArgumentException fault)
        {
            ThrowTerminatingError(Errors.BadInput.Record(fault.Message, CountryCode));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Guarded(() =>
    {
        if (ParameterSetName == RowsSet && InputObject is null && To is null && ClientId is null)
        {
            if (!MyInvocation.ExpectingInput)
            {
                ThrowTerminatingError(Errors.BadInput.Record("There is nobody to send to.", recommendation: "Give -To, or pipe rows in: Import-Csv people.csv | Send-WaMessage -Message $message."));
            }

            return;
        }

        foreach (Recipient recipient in Recipients())
        {
            _rows++;
            Send(recipient);
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => Guarded(() =>
    {
        if (_run is not { } run)
        {
            return;
        }

        run.Complete();
        while (run.WaitForResult(_stopping.Token))
        {
            WriteReady();
        }

        if (run.Stopped is { } stopped)
        {
            ThrowTerminatingError(Errors.RunStopped.Record($"{stopped.Provider} refuses the account: {stopped.Error} Nothing further can succeed; what was not sent is reported as NotSent and can be sent later.", stopped, stopped.Recommendation));
        }
    });

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    private Template TemplateOf(Message message)
    {
        if (_template?.Message != message)
        {
            _template = Template.Of(message);
        }

        return _template;
    }

    private IEnumerable<Recipient> Recipients()
    {
        if (ParameterSetName == MessageSet || InputObject is null)
        {
            return (To ?? [null]).Select(to => new Recipient(to, null));
        }

        if (new Row(InputObject).Bare is { } number)
        {
            return [new(number, InputObject)];
        }

        // A result of an earlier run stands for the row it came from. Neither that row nor a hashtable binds by name.
        PSObject row = InputObject.BaseObject is SendResult { Row: { } earlier } ? PSObject.AsPSObject(earlier) : InputObject;
        bool unbound = row != InputObject || row.BaseObject is IDictionary;
        if (To is { Length: > 0 })
        {
            return To.Select(to => new Recipient(to, row, unbound));
        }

        return [new(new Row(row).TryReadAny(RecipientColumns, out string? cell) ? cell : null, row, unbound)];
    }

    private void Send(Recipient recipient)
    {
        SendResult? invalid = TryMake(recipient, out SendItem item);
        if (invalid is null && !ShouldProcess($"{item.Number?.ToString() ?? item.To ?? item.Options.ClientId} through {_connection.Name}", $"Send {Message.Type} message"))
        {
            invalid = SendRun.Prepare(item, _connection, new ArrayBufferWriter<byte>()) ?? SendRun.Result(item, _connection, SendStatus.NotSent);
        }

        if (invalid is not null)
        {
            Write(invalid);
            return;
        }

        _run ??= new(_connection, new()
        {
            ThrottleLimit = ThrottleLimit,
            RatePerSecond = RatePerSecond,
            MaxRetryCount = MaxRetryCount,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            RetryInDoubt = RetryInDoubt,
        }, TimeProvider.System);
        WriteReady();
        while (!_run.TryPost(item))
        {
            _run.WaitForResult(_stopping.Token);
            WriteReady();
        }
    }

    private SendResult? TryMake(Recipient recipient, out SendItem item)
    {
        string? Cell(string name, string? bound) =>
            bound ?? (recipient is { Unbound: true, Row: { } row } && new Row(row).TryRead(name, out string? cell) ? cell : null);
        static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

        item = new() { To = recipient.To, Template = null!, Row = recipient.Row, RowNumber = _rows };
        SendResult Invalid(SendItem item, ErrorKind kind, string error, string? way = null) =>
            SendRun.Result(item, _connection, SendStatus.Invalid) with { ErrorId = kind.Id, ErrorCode = kind.Id, Error = error, Recommendation = way };

        string? clientId = Given(Cell(nameof(ClientId), ClientId));
        PhoneNumber? number = null;
        if (clientId is null || Given(recipient.To) is not null)
        {
            if (recipient is { To: null, Row: { } row } && new Row(row) is { Bare: null } cells && !cells.TryReadAny(RecipientColumns, out _))
            {
                return Invalid(item, Errors.MissingColumn, cells.Lacks("To (or Phone, PhoneNumber, Mobile, Recipient)"));
            }

            if (!PhoneNumber.TryParse(recipient.To, _reading, out PhoneNumber parsed, out string? fault))
            {
                return Invalid(item, Errors.RecipientInvalid, fault);
            }

            number = parsed;
        }

        if (!DelayText.TryParse(Cell(nameof(Delay), Delay), out TimeSpan? delay, out string? unreadable))
        {
            return Invalid(item, Errors.BadInput, unreadable);
        }

        Template template;
        try
        {
            template = TemplateOf(Message);
        }
        catch (FormatException unclosed)
        {
            return Invalid(item, Errors.MessageInvalid, unclosed.Message);
        }

        string?[] values = new string?[template.Columns.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (recipient.Row is not { } row)
            {
                return Invalid(item, Errors.MessageInvalid, $"The message holds the placeholder {{{{{template.Columns[i]}}}}}, and there is no row to fill it from.", "Pipe rows in: Import-Csv people.csv | Send-WaMessage -Message $message.");
            }

            Row cells = new(row);
            if (!cells.TryRead(template.Columns[i], out values[i]))
            {
                return Invalid(item, Errors.MissingColumn, cells.Lacks(template.Columns[i]), "Correct the placeholder or the column's name.");
            }
        }

        string[] references = [.. (Reference ?? [Cell(nameof(Reference), null)]).OfType<string>().Where(text => text.Length > 0)];
        SendOptions options = new()
        {
            References = ValueList.From(references),
            Delay = delay,
            ClientName = Given(Cell(nameof(ClientName), ClientName)),
            ClientId = clientId,
            TeammateId = Given(Cell(nameof(TeammateId), TeammateId)),
            ReplyTo = Given(Cell(nameof(ReplyTo), ReplyTo)),
        };
        item = new() { To = recipient.To ?? clientId, Number = number, Template = template, Values = values, Options = options, Row = recipient.Row, RowNumber = _rows };
        return null;
    }

    private void WriteReady()
    {
        while (_run!.TryTake(out SendResult result))
        {
            Write(result);
        }
    }

    private void Write(SendResult result)
    {
        _counts[(int)result.Status]++;
        WriteObject(result);
        foreach (RuleViolation warning in result.Warnings)
        {
            if (_warned.Add(warning.Rule))
            {
                WriteWarning($"{warning} ({warning.Source})");
            }
        }

        if (result.ErrorId is { } id && Errors.Find(id) is { } kind && !(result.Status == SendStatus.NotSent))
        {
            WriteError(kind.Record($"Row {result.RowNumber} ({result.To ?? "no number"}): {result.Error}", result.Row ?? result, result.Recommendation));
        }
    }

    // A break downstream (Select-Object -First, -ErrorAction Stop) comes as an exception out of a write, and StopProcessing is not called.
    private void Guarded(Action process)
    {
        try
        {
            process();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            Dispose();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <param name="To">The number as given.</param>
    /// <param name="Row">The row it stands in.</param>
    /// <param name="Unbound">Whether the row's columns do not bind by name and are read here.</param>
    private readonly record struct Recipient(string? To, PSObject? Row, bool Unbound = false);
}
