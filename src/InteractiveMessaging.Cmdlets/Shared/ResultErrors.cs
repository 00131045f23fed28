using System.Globalization;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// What is said of the recipients that went wrong, besides their results: an error for the first ones of each cause and a count for
/// the others. Where an error ends the script, nothing is said on the spot, and one error counts them at the end.
/// </summary>
internal sealed class ResultErrors(PSCmdlet cmdlet, bool atTheEnd)
{
    private const int SaidOfEachCause = 10;
    private const int MostCauses = 100;

    private readonly Dictionary<(SendStatus Status, string Cause), (ErrorKind Kind, long Count)> _causes = [];
    private long _results;
    private string? _first;

    /// <summary>Takes a result, and writes its error where it has one.</summary>
    public void Add(SendResult result)
    {
        _results++;
        if (result.Cause is not { } cause || result.Status == SendStatus.NotSent)
        {
            return;
        }

        ErrorKind kind = Errors.Of(cause);
        string to = string.IsNullOrWhiteSpace(result.To) ? "no number" : PrintableText.Quote(result.To);
        string sentence = $"Row {result.RowNumber} ({to}): {result.Error}";
        if (Count(result.Status, result.ErrorCode ?? kind.Id, kind) <= SaidOfEachCause && !atTheEnd)
        {
            cmdlet.WriteError(kind.Record(sentence, result.Row ?? result, result.Recommendation));
        }

        _first ??= sentence;
    }

    /// <summary>Says how many more there were.</summary>
    public void Complete()
    {
        if (atTheEnd)
        {
            return;
        }

        foreach (((SendStatus _, string cause), (ErrorKind kind, long count)) in _causes)
        {
            if (count > SaidOfEachCause)
            {
                cmdlet.WriteError(kind.Record(
                    string.Create(CultureInfo.InvariantCulture, $"{count - SaidOfEachCause} more recipients have this error: {cause}."),
                    cause,
                    $"Their results say which: … | Where-Object ErrorCode -EQ '{cause}'."));
            }
        }
    }

    /// <summary>The one error at the end, where errors wait for it and there were any.</summary>
    public ErrorRecord? Held()
    {
        if (!atTheEnd || _first is null)
        {
            return null;
        }

        IEnumerable<string> counts =
            from cause in _causes
            group (cause.Value.Count, cause.Key.Cause) by cause.Key.Status into status
            orderby status.Key
            let causes = string.Join(", ", status.Select(cause => $"{cause.Count} {cause.Cause}"))
            select $"{status.Sum(cause => cause.Count)} {status.Key} ({causes})";
        string which = string.Join(", ", counts);
        long wrong = _causes.Values.Sum(cause => cause.Count);
        return Errors.RowsFailed.Record(
            string.Create(CultureInfo.InvariantCulture, $"{wrong} of {_results} messages went wrong: {which}. The first: {_first}"),
            cmdlet.MyInvocation.MyCommand.Name);
    }

    // A provider may have a code of its own for each message; the table stays small.
    private long Count(SendStatus status, string cause, ErrorKind kind)
    {
        if (_causes.Count >= MostCauses && !_causes.ContainsKey((status, cause)))
        {
            cause = kind.Id;
        }

        long count = _causes.GetValueOrDefault((status, cause)).Count + 1;
        _causes[(status, cause)] = (kind, count);
        return count;
    }
}
