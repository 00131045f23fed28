namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// The rows of a plan. Where the journal is far away it is asked for many at a time: first for one, then for twice as many each time, so
/// that the first results are there at once. They keep the order of the rows.
/// </summary>
internal sealed class PlannedRows(DryRun ahead)
{
    private readonly List<SendPart> _waiting = [];
    private int _group = 1;

    /// <summary>Takes a row; what is known by now of this one and those before.</summary>
    /// <exception cref="WaException">The journal cannot be asked, or who is excluded cannot be read any more.</exception>
    public IReadOnlyList<(SendItem Item, SendResult Result)> Add(SendPart part)
    {
        _waiting.Add(part);
        return _waiting.Count < _group ? [] : Complete();
    }

    /// <summary>What is to be known of the rows that still wait.</summary>
    /// <exception cref="WaException">The journal cannot be asked, or who is excluded cannot be read any more.</exception>
    public IReadOnlyList<(SendItem Item, SendResult Result)> Complete()
    {
        Queue<SendResult> results = new(ahead.Try([.. _waiting.Where(part => part.Refusal is null).Select(part => part.Item)]));
        List<(SendItem, SendResult)> known = [];
        foreach (SendPart part in _waiting)
        {
            if (part.Refusal is { } refusal)
            {
                ahead.Refuse(part.Item, refusal);
            }

            known.Add((part.Item, part.Refusal ?? results.Dequeue()));
        }

        _waiting.Clear();
        _group = Math.Min(_group * 2, ahead.BestGroup);
        return known;
    }
}
