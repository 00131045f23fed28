using System.Management.Automation;
using System.Runtime.InteropServices;

namespace InteractiveMessaging.Cmdlets;

/// <summary>A message to one recipient, or why it cannot be sent.</summary>
/// <param name="Item">What to send.</param>
/// <param name="Refusal">The result, where it cannot be sent.</param>
internal readonly record struct SendPart(SendItem Item, SendResult? Refusal = null);

/// <summary>
/// Makes what the engine sends out of what came down the pipeline. It reads everything of a row here, on the pipeline's thread.
/// </summary>
/// <param name="connection">What the results name.</param>
/// <param name="reading">What a number without a plus is taken for.</param>
/// <param name="given">What was given for all rows.</param>
/// <param name="warn">Takes a warning, and what it is about.</param>
/// <param name="met">Is told of each message when it is met first.</param>
internal sealed class SendItemFactory(
    Connection connection, NumberReading reading, SendParameters given, Action<string, string> warn, Action<Message> met)
{
    private static readonly string?[] NoRecipient = [null];

    // What a decoder writes for bytes that are no character in the encoding it was told.
    private const char Lost = '\uFFFD';

    private readonly DraftCache _drafts = new(met);
    private readonly List<SendPart> _parts = [];

    /// <summary>What a row sends: one message to each of its recipients. It holds until the next row.</summary>
    /// <param name="input">The row; null where $null came down the pipeline.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="resent">Who got the result that the row stands for; null where it is not a result.</param>
    public ReadOnlySpan<SendPart> OfRow(PSObject? input, long number, ResentTo? resent = null)
    {
        _parts.Clear();
        if (input is null)
        {
            _parts.Add(Refused(null, null, null, number, Row.Nothing()));
            return CollectionsMarshal.AsSpan(_parts);
        }

        Row row = new(input);
        string?[] recipients = NoRecipient;
        string? key = null;
        try
        {
            string? clientId = Option(nameof(SendParameters.ClientId), given.ClientId, row);
            string? userId = UserIdOf(row, clientId);
            if (resent is { } again && given.IsRecipientFromColumns)
            {
                // The same person again, whatever other numbers the row has.
                userId = UserId.LooksLike(again.Name) ? again.Name : null;
                recipients = userId is not null || (clientId is not null && clientId == again.Name) ? NoRecipient : [again.Name];
            }
            else
            {
                recipients = Recipients(row, clientId ?? userId);
            }

            key = Key(row, recipients.Length);
            Content content = Read(given.Message!.For(row), clientId, row, number) with
            {
                UserId = userId,
                Key = key,
                OtherNames = (given.Excludes || given.AsksWindow) && recipients.Length == 1
                    ? RecipientCells.Names(row, reading)
                    : ValueList<string>.Empty,
            };
            foreach (string? recipient in recipients)
            {
                _parts.Add(Part(recipient, content, input, number));
            }
        }
        catch (WaException fault)
        {
            _parts.AddRange(recipients.Select(recipient => Refused(recipient, key, input, number, fault)));
        }

        return CollectionsMarshal.AsSpan(_parts);
    }

    /// <summary>What a message sends to one recipient, where there are no rows.</summary>
    /// <param name="message">The message.</param>
    /// <param name="recipient">The recipient as given; null where a user id or a client id stands in its place.</param>
    /// <param name="number">Its number, from 1.</param>
    public SendPart OfMessage(Message message, string? recipient, long number)
    {
        try
        {
            string? clientId = Option(nameof(SendParameters.ClientId), given.ClientId, null);
            Content content = Read(message, clientId, null, number) with { UserId = UserIdOf(null, clientId) };
            SendPart part = Part(recipient, content, null, number);
            return Unfilled(content) is not { } unfilled || part.Refusal is not null
                ? part
                : part with { Refusal = SendResult.Invalid(part.Item, connection, [unfilled]) };
        }
        catch (WaException fault)
        {
            return Refused(recipient, null, null, number, fault);
        }
    }

    private static RuleViolation? Unfilled(Content content) => MessageCheck.Unfilled(content.Draft)
        ?? (content.Fallback is { Draft: var draft } && MessageCheck.Unfilled(draft) is { } unfilled
            ? unfilled with { Message = $"-Fallback: {unfilled.Message}" }
            : null);

    // The column counts only where nothing was given, since that never falls back to it; and where no client id says who it is, since
    // lists of many programs have a column of this name.
    private string? UserIdOf(Row? row, string? clientId) =>
        given.UserId is not null || (given.IsRecipientFromColumns && clientId is null)
            ? Option(nameof(SendParameters.UserId), given.UserId, row)
            : null;

    private string?[] Recipients(Row row, string? id)
    {
        if (given.To is { } to)
        {
            return [.. to.SelectMany(value => value?.Block is { } block
                ? RowBlock.Run(block, "-To", ErrorCause.RecipientInvalid, row).Select(one => Cell.Text(one, RowBlock.ValueOf("-To")))
                : [value?.Text])];
        }

        return given.UserId is not null ? NoRecipient
            : RecipientCells.Of(row) ?? (id is not null ? NoRecipient : throw RecipientCells.Missing(row));
    }

    // What all messages of a row share.
    private Content Read(Message message, string? clientId, Row? row, long number)
    {
        if (!DelayText.TryParse(Option(nameof(SendParameters.Delay), given.Delay, row), out TimeSpan? delay, out string? unreadable))
        {
            throw new WaException(ErrorCause.BadInput, unreadable);
        }

        SendOptions options = new()
        {
            References = References(row),
            Delay = delay,
            ClientName = Option(nameof(SendParameters.ClientName), given.ClientName, row),
            ClientId = clientId,
            TeammateId = Option(nameof(SendParameters.TeammateId), given.TeammateId, row),
            ReplyTo = Option(nameof(SendParameters.ReplyTo), given.ReplyTo, row),
            Category = given.Category,
            TimeToLive = given.TimeToLive,
        };
        MessageDraft draft = _drafts.Read(message);
        foreach (string column in given.Keep)
        {
            if (!row!.Value.TryGet(column, out _))
            {
                throw row.Value.Lacks(column, "Correct the name behind -Keep.");
            }
        }

        string?[] values = row is { } cells ? Values(draft, cells, number) : [];
        return new(draft, values, options.Used == SendOption.None ? SendOptions.None : options)
        {
            Zone = given.HasWindow ? RowZone.Of(given.TimeZone, row) : null,
            Fallback = given.Fallback is { } fallback && IsFree(message)
                ? FallbackArgument.Within(() => Fallback(fallback, row, number))
                : null,
        };
    }

    private bool IsFree(Message message) => message.TemplateName is null && given.Category is null;

    private FallbackDraft? Fallback(RowMessage fallback, Row? row, long number)
    {
        if (FallbackArgument.Of(fallback, row) is not { } template)
        {
            return null;
        }

        MessageDraft draft = _drafts.Read(template);
        return new(draft, row is { } cells ? Values(draft, cells, number) : []);
    }

    private string?[] Values(MessageDraft draft, Row row, long number)
    {
        string?[] values = row.Read(draft, RowCulture.Of(given.Culture, row));
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is { } text && text.Contains(Lost, StringComparison.Ordinal))
            {
                string column = draft.Placeholders[i].Column;
                warn(
                    $"Row {number}: {column} is '{PrintableText.Quote(text)}'. A character of it was lost when the file was read: "
                    + "name its encoding, as in Import-Csv -Encoding Latin1.",
                    $"cell {column}");
            }
        }

        return values;
    }

    // What was given is never replaced by a column, even where it is empty.
    private static string? Option(string name, RowValue? value, Row? row)
    {
        string? text = null;
        if (value is null)
        {
            _ = row?.TryRead(name, out text);
        }
        else
        {
            text = value.Block is { } block ? One(block, name, row!.Value) : value.Text;
        }

        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static string? One(ScriptBlock block, string name, Row row) => RowBlock.Run(block, "-" + name, ErrorCause.BadInput, row) switch
    {
        [var value] => Cell.Text(value, RowBlock.ValueOf("-" + name)),
        var several => throw new WaException(
            ErrorCause.BadInput, $"The block of -{name} yields {several.Count} values for this row; it takes one."),
    };

    private ValueList<string> References(Row? row)
    {
        IEnumerable<object?> values;
        if (given.Reference is { } references)
        {
            values = references.SelectMany(value => value?.Block is { } block
                ? RowBlock.Run(block, "-Reference", ErrorCause.BadInput, row!.Value)
                : [value?.Text]);
        }
        else if (row is { IsCallback: false } cells && cells.TryGet(nameof(SendParameters.Reference), out object? cell))
        {
            values = Cell.Values(cell);
        }
        else
        {
            return [];
        }

        string[] texts =
        [
            .. values.Select(value => Cell.Text(value, "A reference of this row")).OfType<string>()
                .Where(text => !string.IsNullOrWhiteSpace(text)),
        ];

        // Taken over from a callback, it would make the journal find the callbacks of this message for the other one.
        if (given is { HasJournal: true, Reference: null } && Array.Exists(texts, IsHash))
        {
            warn(
                "The column Reference holds hashes as journals have them, which belong to other messages: they are not sent. "
                + "Give -Reference { $_.Reference } to send them all the same.",
                "column Reference");
            texts = [.. texts.Where(text => !IsHash(text))];
        }

        return [.. texts];
    }

    private static bool IsHash(string reference) => reference.Length == 32 && reference.All(char.IsAsciiHexDigitLower);

    private string? Key(Row row, int recipients)
    {
        if (given.Key is not { } column)
        {
            return null;
        }

        if (!row.TryRead(column, out string? key))
        {
            throw row.Lacks(column, "Correct the name behind -Key.");
        }

        if (string.IsNullOrWhiteSpace(key))
        {
            throw new WaException(
                ErrorCause.BadInput, $"The key column {column} is empty; rows with the same key count as the same message.");
        }

        return recipients == 1 ? key : throw new WaException(ErrorCause.BadInput,
            $"This row has {recipients} recipients, and -Key names one message a row.",
            "Give each recipient a row of its own, or leave -Key out.");
    }

    private SendPart Part(string? recipient, Content content, PSObject? row, long number)
    {
        SendOptions options = content.Options;
        PhoneNumber? phone = null;
        if (!string.IsNullOrWhiteSpace(recipient) || (content.UserId is null && given.UserId is null && options.ClientId is null))
        {
            if (!PhoneNumber.TryParse(recipient, reading, out PhoneNumber parsed, out string? unreadable))
            {
                return Refused(recipient, content.Key, row, number, new(ErrorCause.RecipientInvalid, unreadable));
            }

            phone = parsed;
        }
        else if (content.UserId is not null || given.UserId is not null)
        {
            if (!UserId.TryParse(content.UserId, out UserId person, out string? unreadable))
            {
                return Refused(content.UserId, content.Key, row, number, new(ErrorCause.RecipientInvalid, unreadable));
            }

            options = options with { UserId = person };
        }

        string? asking = given.Excludes ? "-Exclude" : given.AsksWindow && IsFree(content.Draft.Message) ? "-Window" : null;
        if (asking is not null && phone is null && options.UserId is null && content.OtherNames.Count == 0)
        {
            return Refused(recipient, content.Key, row, number, new(
                ErrorCause.RecipientInvalid,
                $"A client id alone names the recipient, and {asking} knows people by number or user id.",
                "Give the number or the user id as well, so that nobody gets a message who "
                + (given.Excludes ? "said stop" : "did not write within 24 hours") + $"; or send without {asking}."));
        }

        return new(new()
        {
            To = recipient,
            Number = phone,
            Draft = content.Draft,
            Values = content.Values,
            Fallback = content.Fallback,
            Key = content.Key,
            Options = options,
            Zone = content.Zone,
            OtherNames = content.OtherNames,
            Row = row,
            RowNumber = number,
        });
    }

    private SendPart Refused(string? recipient, string? key, PSObject? row, long number, WaException fault)
    {
        SendItem item = new() { To = recipient, Draft = null!, Key = key, Row = row, RowNumber = number };
        return new(item, new SendResult(item, connection, SendStatus.Invalid) with
        {
            Cause = fault.Cause,
            ErrorCode = fault.Cause.ToString(),
            Error = fault.Message,
            Recommendation = fault.Recommendation,
        });
    }

    private readonly record struct Content(MessageDraft Draft, string?[] Values, SendOptions Options)
    {
        public FallbackDraft? Fallback { get; init; }

        public string? UserId { get; init; }

        public TimeZoneInfo? Zone { get; init; }

        public string? Key { get; init; }

        public ValueList<string> OtherNames { get; init; } = ValueList<string>.Empty;
    }
}
