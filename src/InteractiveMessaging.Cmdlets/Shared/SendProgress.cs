using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>What a person sees of a run: a progress bar at most five times a second, and one line at the end.</summary>
internal sealed class SendProgress(PSCmdlet cmdlet)
{
    private const int MillisecondsBetween = 200;

    private static readonly SendStatus[] Requested = [SendStatus.Accepted, SendStatus.Rejected, SendStatus.Failed, SendStatus.InDoubt];

    private readonly long[] _counts = new long[Enum.GetValues<SendStatus>().Length];
    private readonly ProgressRecord _record = new(1, "Sending WhatsApp messages", " ");
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _next = Environment.TickCount64 + MillisecondsBetween;
    private bool _shown;

    /// <summary>How many results there will be; null where nobody knows.</summary>
    public long? Total { get; set; }

    /// <summary>Counts a result.</summary>
    public void Count(SendStatus status) => _counts[(int)status]++;

    /// <summary>Shows how far the run is, unless it was shown just now.</summary>
    public void Show(SendRun run)
    {
        if (Environment.TickCount64 < _next)
        {
            return;
        }

        _next = Environment.TickCount64 + MillisecondsBetween;
        _shown = true;
        double seconds = Math.Max(0.001, Stopwatch.GetElapsedTime(_start).TotalSeconds);
        long done = _counts.Sum();
        double rate = Sent / seconds;
        RunProgress at = run.Progress;
        string waiting = at.Waiting > 0 ? Text($", {at.Waiting:N0} waiting") : "";
        string allowed = double.IsFinite(at.AllowedRate) ? Text($" of {at.AllowedRate:N0}") : "";
        string due = at.NextDue is not { } next ? ""
            : at.InFlight > 0 ? Text($", the next ones from {next.LocalDateTime:g}")
            : Text($"; nothing may be sent before {next.LocalDateTime:g}");
        _record.StatusDescription = Text($"{done:N0} done: {Tally()}; {rate:N0}{allowed}/s, {at.InFlight:N0} in flight{waiting}{due}");

        // A list that is longer than it was said to be has an end that nobody knows, and who waits for hours of the day keeps no rate.
        bool known = Total >= done;
        _record.PercentComplete = known ? (int)(100 * done / Math.Max(1, Total!.Value)) : -1;
        _record.SecondsRemaining = known && rate > 0 && at.NextDue is null
            ? (int)Math.Min(int.MaxValue, (Total!.Value - done) / rate)
            : -1;
        cmdlet.WriteProgress(_record);
    }

    /// <summary>
    /// Takes the bar away and writes the one line: for scripts into the information stream, for a person also onto the screen.
    /// </summary>
    /// <param name="further">What else is to be said, a line of its own; null for nothing.</param>
    public void Complete(string? further)
    {
        if (_shown)
        {
            _record.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(_record);
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        long done = _counts.Sum();
        double rate = Sent / Math.Max(0.001, elapsed.TotalSeconds);
        Say(Text($"{done:N0} recipients in {elapsed.TotalSeconds:N1} s ({rate:N1} sent/s): {Tally()}."), done);
        if (further is not null)
        {
            Say(further, done);
        }
    }

    /// <summary>Writes a line like the one at the end.</summary>
    public void Say(string line) => Say(line, _counts.Sum());

    // PSHOST is what makes Write-Host visible. One message shows its result, which says as much.
    private void Say(string line, long done) =>
        cmdlet.WriteInformation(line, done > 1 && Terminal.IsWatched(cmdlet.Host) ? ["WaSummary", "PSHOST"] : ["WaSummary"]);

    // What a limit of the rate is about: who is left out costs no request.
    private long Sent => Requested.Sum(status => _counts[(int)status]);

    private string Tally() => string.Join(", ", Enum.GetValues<SendStatus>().Where(status => _counts[(int)status] > 0)
        .Select(status => Text($"{_counts[(int)status]:N0} {status}")));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.CurrentCulture);
}
