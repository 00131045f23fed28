using System.Globalization;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Adds to a suppression file who says stop, and who takes it back: out of callbacks, or by hand.</summary>
[Cmdlet(VerbsData.Update, "WaSuppression", SupportsShouldProcess = true, DefaultParameterSetName = CallbackSet)]
[OutputType(typeof(SuppressionEntry))]
public sealed class UpdateWaSuppressionCommand : WaCmdlet
{
    private const string CallbackSet = "Callback";
    private const string ManualSet = "Manual";

    private readonly List<SuppressionEvent> _events = [];
    private CallbackSignals _signals = null!;
    private NumberReading _reading = NumberReading.Explicit;
    private long _callbacks;
    private long _nameless;

    /// <summary>The suppression file; it is made where there is none.</summary>
    [Parameter(Position = 0)]
    [NeverEmpty]
    public string? Path { get; set; }

    /// <summary>
    /// Callbacks, as ConvertFrom-WaCallback returns them, files that hold some, or their JSON as a text. They may come down the pipeline.
    /// </summary>
    [Parameter(ParameterSetName = CallbackSet, ValueFromPipeline = true)]
    [NeverEmpty]
    public object[]? Callback { get; set; }

    /// <summary>Words that say stop, besides the module's own. They count when they are the whole answer.</summary>
    [Parameter(ParameterSetName = CallbackSet)]
    [NeverEmpty]
    public string[] StopWord { get; set; } = [];

    /// <summary>Words that take a stop back, besides the module's own. They count when they are the whole answer.</summary>
    [Parameter(ParameterSetName = CallbackSet)]
    [NeverEmpty]
    public string[] ResumeWord { get; set; } = [];

    /// <summary>Ids or payloads of buttons and list rows that say stop.</summary>
    [Parameter(ParameterSetName = CallbackSet)]
    [NeverEmpty]
    public string[] StopPayload { get; set; } = [];

    /// <summary>Ids or payloads of buttons and list rows that take a stop back.</summary>
    [Parameter(ParameterSetName = CallbackSet)]
    [NeverEmpty]
    public string[] ResumePayload { get; set; } = [];

    /// <summary>Numbers of people who said stop in another way, such as on the phone.</summary>
    [Parameter(ParameterSetName = ManualSet)]
    [NeverEmpty]
    public string[] Number { get; set; } = [];

    /// <summary>User ids of people who said stop in another way.</summary>
    [Parameter(ParameterSetName = ManualSet)]
    [NeverEmpty]
    public string[] UserId { get; set; } = [];

    /// <summary>These people took their stop back.</summary>
    [Parameter(ParameterSetName = ManualSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>
    /// The country code, in digits such as 39, of numbers without a plus: they are national numbers of that country. Does not go
    /// with -International.
    /// </summary>
    [Parameter(ParameterSetName = ManualSet)]
    [NeverEmpty]
    public string? CountryCode { get; set; }

    /// <summary>Numbers without a plus are complete; only the plus is missing. Does not go with -CountryCode.</summary>
    [Parameter(ParameterSetName = ManualSet)]
    public SwitchParameter International { get; set; }

    /// <summary>Returns the entries that were added; with -WhatIf those that would be.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool IsManual => ParameterSetName == ManualSet;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        string? missing = Path is null ? "-Path is missing."
            : IsManual && Number.Length + UserId.Length == 0 ? "-Number and -UserId are missing."
            : !IsManual && Callback is null && !MyInvocation.ExpectingInput ? "-Callback is missing."
            : null;
        if (missing is not null)
        {
            ThrowTerminatingError(Errors.BadInput.Record(
                missing,
                recommendation: "Write Update-WaSuppression stop.txt -Callback callbacks.json, or … stop.txt -Number '+39…'."));
        }

        _reading = NumberArgument.Reading(this, CountryCode, International);
        try
        {
            _signals = new(StopWord, ResumeWord, StopPayload, ResumePayload);
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, null));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        foreach (WaCallback callback in CallbackArgument.Each(this, Callback ?? [], Refuse).SelectMany(callbacks => callbacks))
        {
            _callbacks++;
            if (_signals.Of(callback) is { } said)
            {
                _events.Add(said);
                _nameless += said.Who.Count == 0 ? 1 : 0;
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Array.ForEach(Number, AddNumber);
        Array.ForEach(UserId, AddUserId);
        if (_nameless > 0)
        {
            WriteWarning(
                $"{_nameless} of the callbacks say stop or resume and name nobody by number or user id: they cannot be kept.");
        }

        string file = FilePath.ToWrite(this, Path!);
        try
        {
            if (ShouldProcess(file, IsManual ? "Enter people by hand" : "Add what callbacks say"))
            {
                Tell(file, SuppressionWriter.Add(file, _events, TimeProvider.System));
            }
            else if (new Preferences(this).IsWhatIf)
            {
                Tell(file, SuppressionWriter.Foresee(file, _events, TimeProvider.System));
            }
        }
        catch (WaException fault)
        {
            ThrowTerminatingError(Errors.Record(fault, file));
        }
    }

    // Numbers come by -Number, and not down the pipeline.
    private void Refuse(WaException fault, object? target) => WriteError(
        fault.Cause == ErrorCause.FileNotFound && PhoneNumber.TryParse(target as string, NumberReading.Explicit, out _, out _)
            ? Errors.BadInput.Record($"'{target}' is a number, and no callback.", target, "Give numbers with -Number.")
            : Errors.Record(fault, target));

    private void Tell(string file, IReadOnlyList<SuppressionEntry> added)
    {
        int stops = added.Count(entry => entry.Action == SuppressionAction.Stop);
        string from = IsManual ? "" : string.Create(
            CultureInfo.CurrentCulture, $" Of {_callbacks:N0} callbacks, {_events.Count:N0} say stop or resume, or that a name changed.");
        WriteVerbose(string.Create(
            CultureInfo.CurrentCulture, $"'{file}': new are {stops:N0} stop, {added.Count - stops:N0} resume.{from}"));
        if (PassThru)
        {
            WriteObject(added, enumerateCollection: true);
        }
    }

    private void AddNumber(string text)
    {
        if (PhoneNumber.TryParse(text, _reading, out PhoneNumber number, out string? unreadable))
        {
            AddByHand(number.ToString());
        }
        else
        {
            WriteError(Errors.RecipientInvalid.Record(unreadable, text));
        }
    }

    private void AddUserId(string text)
    {
        if (InteractiveMessaging.UserId.TryParse(text, out UserId id, out string? unreadable))
        {
            AddByHand(id.Text);
        }
        else
        {
            WriteError(Errors.RecipientInvalid.Record(unreadable, text));
        }
    }

    private void AddByHand(string name) =>
        _events.Add(new([name], Resume ? SuppressionAction.Resume : SuppressionAction.Stop, SuppressionReason.Manual));
}
