using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>
/// What the runs before wrote into a journal, and which messages this run has asked about: whether a message is to be sent. Any thread
/// may ask.
/// </summary>
internal sealed class JournalMemory
{
    private readonly SafeFileHandle? _file;
    private readonly long _end;
    private readonly KeyTable<JournalState> _table;
    private readonly JournalDrafts? _drafts;
    private readonly Lazy<JournalRecipients>? _recipients;

    /// <summary>That of a journal which is not there yet.</summary>
    public JournalMemory() => _table = new();

    /// <summary>That of a journal which was read.</summary>
    /// <param name="file">The file, open as long as this is asked.</param>
    /// <param name="index">What was read.</param>
    /// <param name="header">The run that asks.</param>
    /// <param name="force">Whether a message that the runs before do not know is sent all the same.</param>
    public JournalMemory(SafeFileHandle file, JournalIndex index, JournalHeader header, bool force)
    {
        _file = file;
        _end = index.End;
        _table = index.Table;
        bool asksForDrafts = header.Draft is null && !force && index.Table.Count > 0;
        bool hasKey = header.KeyColumn is not null;

        // A journal of before drafts were written down knows none; with a key its rows are told apart all the same.
        _drafts = asksForDrafts && !(hasKey && index.Drafts.Count == 0) ? new(index.Drafts) : null;
        _recipients = hasKey ? null : new(() =>
        {
            // The table changes while other threads ask.
            lock (_table)
            {
                return JournalRecipients.Read(file, _table, index.End);
            }
        });
    }

    /// <summary>Whether these messages are to be sent: an answer for each, in their order.</summary>
    public JournalClaim[] Claim(IReadOnlyList<JournalMessage> messages) => [.. messages.Select(message => Claim(message))];

    /// <summary>Whether this message is to be sent, by what became of it before; asked again, it is a duplicate.</summary>
    public JournalClaim Claim(in JournalMessage message)
    {
        JournalState state;
        lock (_table)
        {
            ref JournalState known = ref _table[message.Hash];
            state = known;
            known = state.Seen();
        }

        return state switch
        {
            { IsSeen: true } => new(JournalVerdict.Duplicate),
            { IsRecorded: false } => new(Unsettled(message)),
            { Status: JournalStatus.Accepted or JournalStatus.Rejected } =>
                new(JournalVerdict.Settled, state.Status, MessageIdAt(state.Offset)),
            { Status: JournalStatus.InFlight or JournalStatus.InDoubt } => new(JournalVerdict.InDoubt, JournalStatus.InDoubt),
            _ => new(Unsettled(message), state.Status),
        };
    }

    // A draft of which the runs before know nothing goes to nobody who may have a message of theirs; where a key names the rows, to
    // nobody, as with one message for all. What this run has sent so far does not count, so the order of its rows makes no difference.
    private JournalVerdict Unsettled(in JournalMessage message) =>
        _drafts is { } known && !known.Contains(message.Draft) && (_recipients is null || _recipients.Value.Contains(message.Recipient))
            ? JournalVerdict.DraftDiffers
            : JournalVerdict.Send;

    private string? MessageIdAt(long offset)
    {
        LineScan scan = new(_file!, _end, offset, bufferSize: 1024);
        return scan.TryNext(out ReadOnlySpan<byte> line) && JournalRecord.TryRead(line, out JournalRecord record) ? record.Id : null;
    }
}
