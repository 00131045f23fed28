using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Sends a message to recipients, or to the rows of a list, and returns one result for each.</summary>
[Cmdlet(VerbsCommunications.Send, "WaMessage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SendResult), typeof(SendPlan))]
public sealed class SendWaMessageCommand : WaCmdlet, IDisposable
{
    private const int MostForetold = 20;
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _warned = [];
    private readonly CountryTally _countries = new();
    private readonly WindowTally _outside = new();
    private RunspaceState _state = null!;
    private Connection _connection = null!;
    private Preferences _preferences = null!;
    private SendParameters _given = null!;
    private SendItemFactory _items = null!;
    private RunTemplates? _templates;
    private SendSchedule? _schedule;
    private TimeSpan? _longest;
    private RateCard? _card;
    private ExclusionList? _exclusions;
    private ServiceWindow? _window;
    private OneForAllGuard _guard = null!;
    private SendProgress _progress = null!;
    private ResultErrors _errors = null!;
    private Action _process = null!;
    private bool _asks;
    private bool _declined;
    private SendRun? _run;
    private IRunJournal? _journal;
    private IJournalSnapshot? _foreseen;
    private DryRun? _dryRun;
    private PlannedRows? _planned;
    private int _foretold;
    private long _number;

    /// <summary>
    /// The message; in front of rows it may hold placeholders such as {{FirstName}}, or be a script block that finds each row's
    /// message: { $byLanguage[$_.Language] }. Default: what comes down the pipeline.
    /// </summary>
    [Parameter(Position = 0)]
    [OneMessage]
    public RowMessage? Message { get; set; }

    /// <summary>
    /// The recipients' numbers, each with + or 00 and the country code, or a script block that finds them for each row: { $_.Cell
    /// }. Default: the row's column To, Phone, PhoneNumber, Mobile or Recipient.
    /// </summary>
    [Parameter]
    [Alias("Phone", "PhoneNumber", "Mobile", "Recipient")]
    public RowValue[]? To { get; set; }

    /// <summary>
    /// WhatsApp's id of a person who shows no number, such as US.13491208655302741918, or a script block that finds it for each row; a
    /// column of numbers then counts no more. Default: the row's column UserId, where the row has no number.
    /// </summary>
    [Parameter]
    public RowValue? UserId { get; set; }

    /// <summary>The rows (objects, hashtables, or bare numbers), or the messages where -Message is left out.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The connection, or its name. Default: the one connected last in this runspace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [NeverEmpty]
    public object? Connection { get; set; }

    /// <summary>Requests in flight at most. Default: as many as the rate needs.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>
    /// Messages a second for this run; 0 is no limit. A lower rate than the connection's holds besides it, a higher one in its
    /// place. Default: the connection's.
    /// </summary>
    [Parameter]
    [ValidateRange(0d, 100_000d)]
    [NeverEmpty]
    public double? RatePerSecond { get; set; }

    /// <summary>
    /// Further attempts after the first where the provider certainly did not take the message. A run in which many messages fail makes
    /// fewer. Default: 5.
    /// </summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaxRetryCount { get; set; } = 5;

    /// <summary>
    /// Failures or doubts in a row, with nothing accepted between, after which the run ends: the provider is taken to be down, and the
    /// rest is NotSent. 0 never ends it. Default: 25.
    /// </summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    [NeverEmpty]
    public int? StopAfterFailures { get; set; }

    /// <summary>Seconds one request may take. Default: 100.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>
    /// Who gets nothing: suppression files, which count as they are when each message goes out; numbers, user ids, entries of
    /// Get-WaSuppression, or rows with a column of numbers. Their status is Excluded. Default: nobody is excluded.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public object[]? Exclude { get; set; }

    /// <summary>
    /// Callbacks, as ConvertFrom-WaCallback returns them, files that hold some, or their JSON: they say who wrote within 24 hours. The
    /// others get no free message; they are NotSent, with the code OutsideWindow, or get what -Fallback says. Default: nobody asks.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public object[]? Window { get; set; }

    /// <summary>
    /// The template that people get who did not write within 24 hours, in place of the message: a message of New-WaTemplateMessage, filled
    /// from the same row, or a script block that finds each row's. Needs -Window. Default: they get nothing.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    [OneMessage]
    public RowMessage? Fallback { get; set; }

    /// <summary>Sends again what is in doubt, at the risk of a second message on somebody's phone.</summary>
    [Parameter]
    public SwitchParameter RetryInDoubt { get; set; }

    /// <summary>
    /// The file that records the run, so that the same command can be run again and sends nothing twice; or a place in a PostgreSQL
    /// database, postgresql://user@host/database?journal=october, for several machines that send one list together.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? Journal { get; set; }

    /// <summary>
    /// The role and its password for a journal in a database. Default: the address's user, and the password from PGPASSFILE or PGPASSWORD.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public PSCredential? JournalCredential { get; set; }

    /// <summary>What the journal is safe against: Process, a killed process; Disk, a power cut too, and slower. Default: Process.</summary>
    [Parameter]
    public JournalFlush JournalFlush { get; set; }

    /// <summary>Goes on in a journal that was made with another connection or, for the same keys, with another message.</summary>
    [Parameter]
    public SwitchParameter JournalForce { get; set; }

    /// <summary>
    /// The column that names a row in the journal, such as an order number. Default: the recipient and the rendered message.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [NeverEmpty]
    public string? Key { get; set; }

    /// <summary>Columns of the row that its result carries, such as OrderId, FirstName: Export-Csv then writes them too.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [NeverEmpty]
    public string[] Keep { get; set; } = [];

    /// <summary>References of your own that come back in callbacks. Default: the row's column Reference.</summary>
    [Parameter]
    public RowValue[]? Reference { get; set; }

    /// <summary>
    /// How long the provider waits before it delivers: 60s, 90m, 14h, 2d, 2w or 01:30:00. Default: the row's column Delay.
    /// </summary>
    [Parameter]
    public RowValue? Delay { get; set; }

    /// <summary>The recipient's name at the provider. Default: the row's column ClientName.</summary>
    [Parameter]
    public RowValue? ClientName { get; set; }

    /// <summary>The recipient's id at the provider, beside the number or in its place. Default: the row's column ClientId.</summary>
    [Parameter]
    public RowValue? ClientId { get; set; }

    /// <summary>The id of the team mate the message is assigned to. Default: the row's column TeammateId.</summary>
    [Parameter]
    public RowValue? TeammateId { get; set; }

    /// <summary>The id of the message that is answered. Default: the row's column ReplyTo.</summary>
    [Parameter]
    public RowValue? ReplyTo { get; set; }

    /// <summary>
    /// What the messages are for, Utility or Authentication, where WhatsApp shall deliver them without a template although the recipient
    /// wrote more than 24 hours ago. Default: none; then only people who wrote since get them.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public MessageCategory? Category { get; set; }

    /// <summary>
    /// How long WhatsApp tries to deliver: 30s to 12h, with Authentication to 15m; then it drops the message without telling you. Needs
    /// -Category. Default: WhatsApp's own, 30 days or 10 minutes.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? TimeToLive { get; set; }

    /// <summary>Nothing is sent before this. Default: now.</summary>
    [Parameter]
    [NeverEmpty]
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>
    /// The hours of a day in which people are written to, in their own time zone: 09:00-18:00, or over midnight 20:00-06:00. Who may not
    /// be written to now waits, as long as the run lasts. Default: all hours.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? SendWindow { get; set; }

    /// <summary>
    /// The time zone of the hours for rows whose column TimeZone names none, such as Europe/Rome, or a script block that finds it for each
    /// row. Default: this machine's.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [NeverEmpty]
    public RowValue? TimeZone { get; set; }

    /// <summary>
    /// How long the run may last: 8h, 90m, 2d or 08:00:00. Then nothing further starts, the rest is NotSent, and with a journal the same
    /// command goes on another time. Default: as long as it takes.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? MaxDuration { get; set; }

    /// <summary>
    /// How many people are written to at most, such as the account's messaging limit for a day. Then the run ends as with -MaxDuration.
    /// Default: all.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [NeverEmpty]
    public int? MaxRecipients { get; set; }

    /// <summary>
    /// A file that says what messages cost, as Meta publishes its rate cards (CSV with the columns Market, Currency, Marketing, Utility,
    /// Authentication, …): with -WhatIf the plan says what the run would cost.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? RateCard { get; set; }

    /// <summary>
    /// Goes without the definitions of templates: none is read from the account, and no message is checked against one.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipDefinition { get; set; }

    /// <summary>
    /// The culture in which {{Visit:dddd d MMMM}} writes dates and numbers, such as it-IT, or a script block that finds it for each
    /// row. Default: the invariant one, in English.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public RowValue? Culture { get; set; }

    /// <summary>
    /// The country code, in digits such as 39, of numbers without a plus: they are national numbers of that country. Does not go
    /// with -International.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? CountryCode { get; set; }

    /// <summary>Numbers without a plus are complete; only the plus is missing. Does not go with -CountryCode.</summary>
    [Parameter]
    public SwitchParameter International { get; set; }

    /// <summary>
    /// How many recipients there will be, so that the progress bar can tell the time left, and others can with Get-WaJournal -Summary.
    /// Default: the number of -To; else as many rows as the last run of the journal that read its list to the end found there; else not
    /// known.
    /// </summary>
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

        // Broken off: what was written down stays known, and the journal says that the list was not finished.
        EndJournal(finished: false, readAll: false);
        _journal?.Dispose();
        _journal = null;
        _foreseen?.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();

        // Kept, because a pipeline that is torn down from outside ends on a thread without a runspace.
        _state = RunspaceState.Current;
        _preferences = new(this);
        try
        {
            _given = Given();
            if (_given.Fault(MyInvocation.ExpectingInput, IsGiven(nameof(Message))) is { } wrong)
            {
                throw wrong;
            }

            _connection = ConnectionArgument.Resolve(this, Connection);
            _guard = new(_given);
            _templates = SkipDefinition ? null : new(_connection, WarnOnce, WriteVerbose, _stopping.Token);
            NumberReading reading = NumberArgument.Reading(this, CountryCode, International);
            _exclusions = ExclusionArgument.Read(this, Exclude, reading);
            _window = WindowArgument.Read(this, Window, _connection);
            _items = new(_connection, reading, _given, WarnOnce, Meet);

            // A culture or a zone that is not there is told before anything is sent.
            _ = RowCulture.Of(Culture?.Block is null ? Culture : null, null);
            _schedule = Schedule();
            _longest = Longest();
            _card = RateCardFile.Read(this, RateCard);
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, null));
        }

        _process = MyInvocation.ExpectingInput && Message is not null ? SendRow : SendMessage;
        _asks = _preferences.AsksShouldProcess;
        _errors = new(this, atTheEnd: _preferences.StopsAtErrors);
        _progress = new(this) { Total = Recipients };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Guarded(_process);

    /// <inheritdoc/>
    protected override void EndProcessing() => Guarded(() =>
    {
        Array.ForEach(_guard.Release(), Send);
        if (_planned is not null)
        {
            Foresee(static planned => planned.Complete());
        }

        if (_run is { } run)
        {
            run.Complete();
            while (run.WaitForResult(_stopping.Token))
            {
                WriteReady(run);
            }
        }

        if (_number > 0)
        {
            _errors.Complete();
            _progress.Complete(_countries.ToString());
            if (_outside.ToString() is { } outside)
            {
                _progress.Say(outside);
            }

            if (_run?.Ended is { } why)
            {
                _progress.Say(
                    $"The run ended in order. {why} What is NotSent can be sent later"
                    + $"{(Journal is null ? "." : ": the same command goes on.")}");
            }
        }

        if (_dryRun is { } ahead)
        {
            WriteObject(Plan(ahead));
        }

        End(EndJournal(finished: _run is null or { Stopped: null, Ended: null } && !_declined));
    });

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        _stopping.Cancel();
        _run?.Cancel();
    }

    // PowerShell has bound everything but the rows by now, so what was given can be told from what was not.
    private SendParameters Given() => new()
    {
        Message = Message,
        To = IsGiven(nameof(To)) ? To ?? [] : null,
        UserId = Option(nameof(UserId), UserId),
        Reference = IsGiven(nameof(Reference)) ? Reference ?? [] : null,
        Delay = Option(nameof(Delay), Delay),
        ClientName = Option(nameof(ClientName), ClientName),
        ClientId = Option(nameof(ClientId), ClientId),
        TeammateId = Option(nameof(TeammateId), TeammateId),
        ReplyTo = Option(nameof(ReplyTo), ReplyTo),
        Category = Category,
        TimeToLive = SpanArgument.Read(TimeToLive, "time to live"),
        HasJournal = Journal is not null,
        TimeZone = TimeZone,
        HasWindow = SendWindow is not null,
        Excludes = Exclude is not null,
        AsksWindow = Window is not null,
        Fallback = Fallback,
        Culture = Culture,
        Key = Key,
        Keep = Keep,
    };

    private SendSchedule? Schedule()
    {
        TimeZoneInfo? zone = RowZone.Of(TimeZone?.Block is null ? TimeZone : null, null);
        if (SendWindow is null && TimeZone is not null)
        {
            throw new WaException(ErrorCause.BadInput, "-TimeZone says where the hours of -SendWindow are, and there are none.",
                "Give -SendWindow as well, such as 09:00-18:00, or leave -TimeZone out.");
        }

        SendWindow? window = SendWindow is null ? null
            : InteractiveMessaging.SendWindow.TryParse(SendWindow, out SendWindow hours, out string? fault) ? hours
            : throw new WaException(ErrorCause.BadInput, $"-SendWindow {fault}", "Write the hours as 09:00-18:00.");
        return NotBefore is null && window is null ? null : new()
        {
            NotBefore = NotBefore,
            Window = window,
            Zone = zone ?? TimeZoneInfo.Local,
        };
    }

    private TimeSpan? Longest() => SpanArgument.Read(MaxDuration, "duration") is not { } longest ? null
        : longest > TimeSpan.Zero && longest.TotalDays <= 49 ? longest
        : throw new WaException(
            ErrorCause.BadInput, $"-MaxDuration is {MaxDuration}; a run lasts more than nothing, and 49 days at most.", "Write it as 8h.");

    // Given as $null, an option stays empty: no column takes its place.
    private RowValue? Option(string name, RowValue? value) => value ?? (IsGiven(name) ? RowValue.Empty : null);

    private long? Recipients => Total ?? (MyInvocation.ExpectingInput ? null : To?.Length);

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private void SendRow()
    {
        _number++;
        if (NotARow.Of(InputObject?.BaseObject) is { } refused)
        {
            ThrowTerminatingError(Errors.Record(refused, InputObject));
        }

        // A result of an earlier run stands for the row it came from, and for the one person of it that it is about.
        PSObject? row = SendResultMembers.RowOf(InputObject);
        if (_number == 1 && row is not null && _given.FaultBefore(new(row)) is { } wrong)
        {
            ThrowTerminatingError(Errors.Record(wrong, InputObject));
        }

        ReadOnlySpan<SendPart> parts = [];
        try
        {
            parts = _guard.Pass(_items.OfRow(row, _number, SendResultMembers.RecipientOf(InputObject)));
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, InputObject));
        }

        foreach (SendPart part in parts)
        {
            Send(part);
        }
    }

    private void SendMessage()
    {
        Message? message = _given.Message?.Message;
        if ((message ??= MessageArgument.Of(InputObject)) is null)
        {
            ThrowTerminatingError(Errors.BadInput.Record(
                "There is no message: -Message is missing, and what comes down the pipeline is not a message.",
                InputObject,
                "In front of rows give -Message: Import-Csv people.csv | Send-WaMessage -Message $message."));
        }

        if (_given.FaultOfNobody() is { } nobody)
        {
            ThrowTerminatingError(Errors.Record(nobody, InputObject));
        }

        foreach (string? recipient in _given.To is null ? [null] : _given.To.Select(to => to?.Text))
        {
            Send(_items.OfMessage(message!, recipient, ++_number));
        }
    }

    private void Send(SendPart part)
    {
        SendItem item = part.Item;
        if (_preferences.IsWhatIf)
        {
            if (part.Refusal is null)
            {
                _countries.Count(item.Number);
            }

            Foresee(planned => planned.Add(part));
            return;
        }

        if (part.Refusal is { } refusal)
        {
            OpenJournal()?.Invalid(new(item.RowNumber, refusal.ErrorCode!, item.Recipient?.ToString(), item.Key));
            Write(refusal);
            return;
        }

        if (_asks && !ShouldProcess(Target(item), Action(item)))
        {
            _declined = true;
            OpenJournal()?.NotReached();
            Write(new SendResult(item, _connection, SendStatus.NotSent) with { Note = "The answer was no." });
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

    // Each message once, before the first of its rows is checked.
    private void Meet(Message message)
    {
        _templates?.Need(message);
        double rate = RatePerSecond is > 0 and { } own ? own : _connection.RatePerSecond;
        if (OfferEnd.Warning(message, Recipients, rate, TimeProvider.System.GetUtcNow()) is { } early)
        {
            WarnOnce(early, "offer");
        }
    }

    private string Target(SendItem item) => $"{item.Recipient} through {_connection.Name}";

    // What goes out as things are: outside the 24 hours it is the template.
    private string Action(SendItem item) => item is { Fallback: { } other }
        && item.Outside(_window, TimeProvider.System.GetUtcNow()) is not null
        ? $"Send {other.Draft.Message.Type} message"
        : $"Send {item.Draft.Message.Type} message";

    // What the provider tells of the account belongs to the plan; where it cannot be read, the plan says so.
    private SendPlan Plan(DryRun ahead)
    {
        AccountStatus? account = _connection.Account.AccountStatusAddress is null ? null
            : ConnectionProbe.RunAsync(_connection, LongestProbe, TimeProvider.System, _stopping.Token).GetAwaiter().GetResult().Account;
        return ahead.Plan(account, TimeProvider.System.GetUtcNow());
    }

    // With -WhatIf every row is checked and the journal asked; what would be sent is said.
    private void Foresee(Func<PlannedRows, IReadOnlyList<(SendItem Item, SendResult Result)>> ask)
    {
        _dryRun ??= new(
            _connection,
            _foreseen = Journal is null ? null : WithJournal((journal, header) => journal.Foresee(header, JournalForce)),
            Options());
        IReadOnlyList<(SendItem Item, SendResult Result)> known = [];
        try
        {
            known = ask(_planned ??= new(_dryRun));
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, Exclude));
        }

        foreach ((SendItem item, SendResult result) in known)
        {
            if (result is { Status: SendStatus.NotSent, ErrorCode: null } && _foretold <= MostForetold)
            {
                // A line for each row of a long list would bury the plan.
                _ = _foretold++ < MostForetold
                    ? ShouldProcess(Target(item), Action(item))
                    : ShouldProcess("the rows that follow; the plan counts them", "Send messages");
            }

            Write(result);
        }
    }

    private SendRun Open() => new(_connection, Options() with { Journal = OpenJournal() }, TimeProvider.System);

    private SendRunOptions Options() => new()
    {
        ThrottleLimit = ThrottleLimit,
        RatePerSecond = RatePerSecond,
        MaxRetryCount = MaxRetryCount,
        StopAfterFailures = StopAfterFailures ?? SendRunOptions.UsualStopAfterFailures,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
        RetryInDoubt = RetryInDoubt,
        Schedule = _schedule,
        MaxDuration = _longest,
        MaxRecipients = MaxRecipients,
        RateCard = _card,
        Exclusions = _exclusions,
        Window = _window,
        Templates = _templates?.Book,
        ChecksDefinitions = !SkipDefinition,
        Trace = _preferences.Speaks("Debug"),
    };

    // With the first row, also where that one cannot be sent: the journal knows every row.
    private IRunJournal? OpenJournal()
    {
        if (Journal is not null && _journal is null)
        {
            _journal = WithJournal((journal, header) =>
                journal.Open(header, new() { Flush = JournalFlush, Force = JournalForce, RetriesDoubts = RetryInDoubt }));

            // Most often the list is the one that an earlier run of this journal read to the end.
            _progress.Total ??= _journal.EarlierRows;
        }

        return _journal;
    }

    private T WithJournal<T>(Func<JournalArgument, JournalHeader, T> open)
    {
        JournalArgument journal = new(this, Journal!, JournalCredential);
        try
        {
            string? draft = Message?.Message is { } one ? Preparation.HashOf(one) : null;
            return open(journal, JournalHeader.Of(_connection, draft, Key, Recipients));
        }
        catch (WaException refused)
        {
            ThrowTerminatingError(Errors.Record(refused, journal.Shown));
            throw;
        }
    }

    // What the journal could not keep any more: messages of this run will count as in doubt.
    private ErrorRecord? EndJournal(bool finished, bool readAll = true)
    {
        try
        {
            _journal?.Complete(_number, finished, readAll);
            return null;
        }
        catch (WaException failure)
        {
            return Errors.Record(failure, new JournalArgument(this, Journal!, JournalCredential).Shown);
        }
    }

    // At most one terminating error: the gravest.
    private void End(ErrorRecord? unwritten)
    {
        if (_run?.Stopped is { } stopped)
        {
            if (unwritten is not null && !_preferences.StopsAtErrors)
            {
                WriteError(unwritten);
            }

            ThrowTerminatingError(StopError.Of(stopped, hasJournal: Journal is not null));
        }

        if ((unwritten ?? _errors.Held()) is { } last)
        {
            ThrowTerminatingError(last);
        }
    }

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
        _outside.Count(result);
        WriteObject(Keep.Length == 0 ? result : KeptColumns.Add(result, Keep));
        foreach (RuleViolation warning in result.Warnings)
        {
            WarnOnce($"{warning} ({warning.Source})", warning.Rule);
        }

        _errors.Add(result);
    }

    private void WarnOnce(string warning, string about)
    {
        if (_warned.Add(about))
        {
            WriteWarning(warning);
        }
    }

    // A break downstream (Select-Object -First, a throw) comes as an exception out of a write, and StopProcessing is not called.
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
