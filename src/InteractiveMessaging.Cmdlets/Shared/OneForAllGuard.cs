using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Keeps a list from sending the same message to the same person once for each row, because who gets it was said once for all. It holds
/// what the first row sends back until a second one shows that they differ.
/// </summary>
/// <param name="given">What was given for all rows.</param>
internal sealed class OneForAllGuard(SendParameters given)
{
    private bool _isDone = given is { IsRecipientFromColumns: true, ClientId: null };
    private SendPart[]? _held;

    /// <summary>What may be sent now: what was held, and what this row sends; nothing while the first row is held.</summary>
    /// <param name="parts">What a row sends, or why it cannot.</param>
    /// <exception cref="WaException">Two rows send the same to the same person.</exception>
    public ReadOnlySpan<SendPart> Pass(ReadOnlySpan<SendPart> parts)
    {
        if (_isDone)
        {
            return parts;
        }

        SendPart[] ready = [.. parts];
        if (Array.TrueForAll(ready, part => part.Refusal is not null))
        {
            return ready;
        }

        if (_held is null)
        {
            _held = ready;
            return [];
        }

        if (AreSame(Sent(_held), Sent(ready)))
        {
            throw new WaException(
                ErrorCause.BadInput,
                "Every row would send the same message to the same person: "
                + "who gets it is one for all rows, and nothing in the message comes from the row.",
                "For one message leave the rows out: Send-WaMessage -Message $message -To '+39…'. "
                + "For a message to each row leave -To out, or name its column: -To { $_.Cell }.");
        }

        return (SendPart[])[.. Release(), .. ready];
    }

    /// <summary>What is still held when there are no more rows.</summary>
    public SendPart[] Release()
    {
        SendPart[] held = _held ?? [];
        _held = null;
        _isDone = true;
        return held;
    }

    private static SendItem[] Sent(SendPart[] parts) => [.. parts.Where(part => part.Refusal is null).Select(part => part.Item)];

    // Where a block says something about each row, a list may well begin with the same row twice; rows that differ should differ in
    // what they send.
    private bool AreSame(SendItem[] first, SendItem[] second) => first.Length == second.Length
        && first.Zip(second).All(pair => pair.First.Recipient == pair.Second.Recipient
            && pair.First.Draft.Message == pair.Second.Draft.Message
            && pair.First.Values.SequenceEqual(pair.Second.Values)
            && pair.First.Options == pair.Second.Options)
        && (!given.HasBlock || Cells(first[0].Row) != Cells(second[0].Row));

    private static string Cells(object? row) => (row as PSObject)?.BaseObject switch
    {
        IDictionary fields => string.Join('\n', fields.Keys.Cast<object>().Select(key => $"{key}={UserCode.Shown(fields[key])}")),
        PSCustomObject => string.Join('\n', ((PSObject)row!).Properties.Select(cell => $"{cell.Name}={Value(cell)}")),
        var other => UserCode.Shown(other),
    };

    private static string Value(PSPropertyInfo cell)
    {
        try
        {
            return UserCode.Shown(UserCode.Read(() => cell.Value, cell.Name));
        }
        catch (WaException)
        {
            return "";
        }
    }
}
