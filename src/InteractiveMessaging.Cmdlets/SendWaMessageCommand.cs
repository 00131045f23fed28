using System.Buffers;
using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Sends a message to recipients, or a draft to the rows of a list, and gives one result for each.</summary>
[Cmdlet(VerbsCommunications.Send, "WaMessage", DefaultParameterSetName = RowsSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SendResult))]
public sealed class SendWaMessageCommand : PSCmdlet, IDisposable
{
    private const string RowsSet = "Rows";
    private const string MessageSet = "Message";

    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _warned = [];
    private RunspaceState _state = null!;
    private Connection _connection = null!;
    private SendItemFactory _items = null!;
    private SendProgress _progress = null!;
    private bool _asks;
    private SendRun? _run;
    private RunJournal? _journal;
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

    /// <summary>Requests in flight at most. Default: as many as the rate needs.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Messages a second for this run; 0 is no limit. A lower rate than the connection's holds besides it, a higher one in its place. Default: the connection's.</summary>
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

    /// <summary>The file that records the run, so that the same command can be run again and sends nothing twice.</summary>
    [Parameter]
    public string? Journal { get; set; }

    /// <summary>What the journal is safe against: Process, a killed process; Disk, a power cut too, and slower. Default: Process.</summary>
    [Parameter]
    public JournalFlush JournalFlush { get; set; }

    /// <summary>Goes on in a journal that was made with another connection or, for the same keys, with another message.</summary>
    [Parameter]
    public SwitchParameter JournalForce { get; set; }

    /// <summary>The column that names a row in the journal, such as an order number. Default: the recipient and the rendered message.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string? Key { get; set; }

    /// <summary>References of your own that come back in callbacks.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Reference { get; set; }

    /// <summary>How long the provider waits before it delivers: 60s, 90m, 14h, 2d, 2w or 01:30:00.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? Delay { get; set; }

    /// <summary>The recipient's name at the provider.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? ClientName { get; set; }

    /// <summary>The recipient's id at the provider, beside the number or in its place.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? ClientId { get; set; }

    /// <summary>The id of the team mate the message is assigned to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? TeammateId { get; set; }

    /// <summary>The id of the message that is answered.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? ReplyTo { get; set; }

    /// <summary>The country code, in digits such as 39, of numbers without a plus: they are national numbers of that country. Does not go with -International.</summary>
    [Parameter]
    public string? CountryCode { get; set; }

    /// <summary>Numbers without a plus are complete; only the plus is missing. Does not go with -CountryCode.</summary>
    [Parameter]
    public SwitchParameter International { get; set; }

    /// <summary>How many recipients there will be, so that the progress bar can tell the time left. Default: not known, except for -To.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? Total { get; set; }

    /// <summary>Ends what is in flight when a pipeline is torn down from outside.</summary>
    public void Dispose()
    {
        if (_run is { } run)
        {
            run.Dispose();
            _state.Unreported = run.Unreported;
            _run = null;
        }

        _journal?.Dispose();
        _journal = null;
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Kept, because a pipeline that is torn down from outside ends on a thread without a runspace.
        _state = RunspaceState.Current;
        _connection = ConnectionArgument.Resolve(this, Connection);
        if (CountryCode is not null && International)
        {
            ThrowTerminatingError(Errors.BadInput.Record("-CountryCode and -International contradict each other.", recommendation: "Use -CountryCode for national numbers, -International for complete ones."));
        }

        try
        {
            NumberReading reading = CountryCode is not null ? NumberReading.National(CountryCode)
                : International ? NumberReading.International
                : NumberReading.Explicit;
            _items = new(_connection, reading);
            _asks = Asks();
            _progress = new(this, Total ?? (MyInvocation.ExpectingInput ? null : To?.Length));
        }
        catch (ArgumentException fault)
        {
            ThrowTerminatingError(Errors.BadInput.Record(fault.Message, CountryCode));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Guarded(() =>
    {
        if (InputObject is null && To is null && ClientId is null)
        {
            if (ParameterSetName == MessageSet || !MyInvocation.ExpectingInput)
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
        if (_run is { } run)
        {
            run.Complete();
            while (run.WaitForResult(_stopping.Token))
            {
                WriteReady(run);
            }
        }

        if (_rows > 0)
        {
            _progress.Complete();
        }

        ErrorRecord? unwritten = EndJournal();
        if (_run?.Stopped is { } stopped)
        {
            if (unwritten is not null)
            {
                WriteError(unwritten);
            }

            ErrorKind kind = Errors.Of(stopped.Cause!.Value);
            string reason = kind == Errors.RunStopped ? $"{stopped.Provider} refuses the account: {stopped.Error}" : stopped.Error!;
            ThrowTerminatingError(kind.Record($"{reason} Nothing further can succeed; what was not sent is reported as NotSent and can be sent later.", stopped, stopped.Recommendation));
        }

        if (unwritten is not null)
        {
            ThrowTerminatingError(unwritten);
        }
    });

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        _stopping.Cancel();
        _run?.Cancel();
    }

    // ShouldProcess costs as much as the rest of a row, so it is called only where it could say or ask anything.
    private bool Asks() =>
        (Switch("WhatIf") ?? LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference")))
        || (Switch("Confirm") ?? Preference<ConfirmImpact>("Confirm") is ConfirmImpact.Low or ConfirmImpact.Medium)
        || Speaks("Verbose");

    // Whether lines of this kind are wanted: by the common parameter, else by the preference.
    private bool Speaks(string kind) =>
        Switch(kind) ?? Preference<ActionPreference>(kind) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    // A preference set in a scope of its own may be a text.
    private T? Preference<T>(string kind) =>
        LanguagePrimitives.TryConvertTo(GetVariableValue(kind + "Preference"), out T value) ? value : default;

    private bool? Switch(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out object? value) ? LanguagePrimitives.IsTrue(value) : null;

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

        return [new(new Row(row).TryReadAny(Recipient.Columns, out string? cell) ? cell : null, row, unbound)];
    }

    private void Send(Recipient recipient)
    {
        SendResult? result = _items.TryMake(recipient, _rows, Given(), out SendItem item);
        if (result is null && _asks && !ShouldProcess($"{item.Number?.ToString() ?? item.To} through {_connection.Name}", $"Send {Message.Type} message"))
        {
            result = SendRun.Prepare(item, _connection, new ArrayBufferWriter<byte>()) ?? SendResult.Of(item, _connection, SendStatus.NotSent);
        }

        if (result is not null)
        {
            Write(result);
            return;
        }

        SendRun run = _run ??= Open();
        WriteReady(run);
        while (!run.TryPost(item))
        {
            run.WaitForResult(_stopping.Token);
            WriteReady(run);
        }
    }

    private SendRun Open()
    {
        if (Journal is not null)
        {
            try
            {
                JournalHeader header = new(_connection.Name, _connection.Provider, Preparation.HashOf(Message), Key);
                _journal = RunJournal.Open(FilePath.Of(this, Journal), header, new() { Flush = JournalFlush, Force = JournalForce }, TimeProvider.System);
            }
            catch (WaException refused)
            {
                ThrowTerminatingError(Errors.Record(refused, Journal));
            }
        }

        return new(_connection, new()
        {
            ThrottleLimit = ThrottleLimit,
            RatePerSecond = RatePerSecond,
            MaxRetryCount = MaxRetryCount,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            RetryInDoubt = RetryInDoubt,
            Journal = _journal,
            Trace = Speaks("Debug"),
        }, TimeProvider.System);
    }

    // What the journal could not keep any more: messages of this run will count as in doubt.
    private ErrorRecord? EndJournal()
    {
        try
        {
            _journal?.Complete();
            return null;
        }
        catch (WaException failure)
        {
            return Errors.Record(failure, Journal);
        }
    }

    // What was bound for this row, or given for all of them.
    private GivenOptions Given() => new(Message, Key, Reference, Delay, ClientName, ClientId, TeammateId, ReplyTo);

    private void WriteReady(SendRun run)
    {
        while (run.TryTakeNote(out string note, out bool ofOneRequest))
        {
            if (ofOneRequest)
            {
                WriteDebug(note);
            }
            else
            {
                WriteVerbose(note);
            }
        }

        while (run.TryTake(out SendResult result))
        {
            Write(result);
        }

        _progress.Show(run);
    }

    private void Write(SendResult result)
    {
        _progress.Count(result.Status);
        WriteObject(result);
        foreach (RuleViolation warning in result.Warnings)
        {
            if (_warned.Add(warning.Rule))
            {
                WriteWarning($"{warning} ({warning.Source})");
            }
        }

        if (result.Cause is { } cause && result.Status != SendStatus.NotSent)
        {
            WriteError(Errors.Of(cause).Record($"Row {result.RowNumber} ({(result.To is null ? "no number" : PrintableText.Quote(result.To))}): {result.Error}", result.Row ?? result, result.Recommendation));
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
            throw new PipelineStoppedException();
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
