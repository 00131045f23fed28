using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>A recipient as it came.</summary>
/// <param name="To">The number as given.</param>
/// <param name="Row">The row it stands in.</param>
/// <param name="Unbound">Whether the row's columns do not bind by name and are read here.</param>
internal readonly record struct Recipient(string? To, PSObject? Row, bool Unbound = false)
{
    /// <summary>A row's recipient stands in one of these columns; the first that is there counts.</summary>
    public static readonly string[] Columns = ["To", "Phone", "PhoneNumber", "Mobile", "Recipient"];

    /// <summary>A value: the one that was bound, or the cell of a row whose columns do not bind.</summary>
    public string? Cell(string name, string? bound) =>
        bound ?? (Unbound && new Row(Row!).TryRead(name, out string? cell) ? cell : null);
}

/// <summary>What was bound from a row, or given for all of them.</summary>
internal readonly record struct GivenOptions(Message Message, string? KeyColumn, string?[]? Reference, string? Delay, string? ClientName, string? ClientId, string? TeammateId, string? ReplyTo);

/// <summary>Makes what the engine sends out of what came down the pipeline. It reads everything of a row here, on the pipeline's thread.</summary>
internal sealed class SendItemFactory(Connection connection, NumberReading reading)
{
    private MessageDraft? _draft;

    /// <summary>The item, or the result of a row that cannot be sent.</summary>
    public SendResult? TryMake(Recipient recipient, long number, GivenOptions given, out SendItem item)
    {
        string? clientId = Text(recipient.Cell(nameof(given.ClientId), given.ClientId));
        item = new() { To = recipient.To ?? clientId, Draft = null!, Row = recipient.Row, RowNumber = number };

        PhoneNumber? phone = null;
        if (clientId is null || Text(recipient.To) is not null)
        {
            if (recipient is { To: null, Row: { } row } && new Row(row) is { Bare: null } cells && !cells.TryReadAny(Recipient.Columns, out _))
            {
                return Invalid(item, Errors.MissingColumn, cells.Lacks($"{Recipient.Columns[0]} (or {string.Join(", ", Recipient.Columns[1..])})"));
            }

            if (!PhoneNumber.TryParse(recipient.To, reading, out PhoneNumber parsed, out string? fault))
            {
                return Invalid(item, Errors.RecipientInvalid, fault);
            }

            phone = parsed;
        }

        if (!DelayText.TryParse(recipient.Cell(nameof(given.Delay), given.Delay), out TimeSpan? delay, out string? unreadable))
        {
            return Invalid(item, Errors.BadInput, unreadable);
        }

        if (!TryReadDraft(given.Message, out MessageDraft draft, out string? unclosed))
        {
            return Invalid(item, Errors.MessageInvalid, unclosed);
        }

        string?[] values = draft.Columns.Count == 0 ? [] : new string?[draft.Columns.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (recipient.Row is not { } row)
            {
                RuleViolation unfilled = MessageCheck.Unfilled(draft)!;
                return Invalid(item, Errors.MessageInvalid, unfilled.Message, unfilled.Recommendation) with { ErrorCode = unfilled.Rule };
            }

            Row cells = new(row);
            if (!cells.TryRead(draft.Columns[i], out values[i]))
            {
                return Invalid(item, Errors.MissingColumn, cells.Lacks(draft.Columns[i]), "Correct the placeholder or the column's name.");
            }
        }

        string? key = null;
        if (given.KeyColumn is { } column)
        {
            if (recipient.Row is not { } named || !new Row(named).TryRead(column, out key))
            {
                return Invalid(item, Errors.MissingColumn, recipient.Row is { } there ? new Row(there).Lacks(column) : $"-Key names the column {column}, and there is no row.");
            }

            if (string.IsNullOrWhiteSpace(key))
            {
                return Invalid(item, Errors.BadInput, $"The key column {column} is empty; rows with the same key count as the same message.");
            }
        }

        item = new()
        {
            To = item.To,
            Number = phone,
            Draft = draft,
            Values = values,
            Key = key,
            Options = Options(recipient, given, clientId, delay),
            Row = recipient.Row,
            RowNumber = number,
        };
        return null;
    }

    private static SendOptions Options(Recipient recipient, GivenOptions given, string? clientId, TimeSpan? delay)
    {
        string?[] references = given.Reference ?? (recipient.Cell(nameof(given.Reference), null) is { } cell ? [cell] : []);
        SendOptions options = new()
        {
            References = references.Length == 0 ? [] : [.. references.Select(Text).OfType<string>()],
            Delay = delay,
            ClientName = Text(recipient.Cell(nameof(given.ClientName), given.ClientName)),
            ClientId = clientId,
            TeammateId = Text(recipient.Cell(nameof(given.TeammateId), given.TeammateId)),
            ReplyTo = Text(recipient.Cell(nameof(given.ReplyTo), given.ReplyTo)),
        };
        return options.Used == SendOption.None ? SendOptions.None : options;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private SendResult Invalid(SendItem item, ErrorKind kind, string error, string? recommendation = null) =>
        SendResult.Of(item, connection, SendStatus.Invalid) with { Cause = kind.Cause, ErrorCode = kind.Id, Error = error, Recommendation = recommendation };

    private bool TryReadDraft(Message message, out MessageDraft draft, [NotNullWhen(false)] out string? error)
    {
        error = null;
        try
        {
            // One message after another may come down the pipeline; a draft is read once and used for every row.
            _draft = ReferenceEquals(_draft?.Message, message) ? _draft : MessageDraft.Of(message);
        }
        catch (FormatException fault)
        {
            error = fault.Message;
        }

        draft = _draft!;
        return error is null;
    }
}
