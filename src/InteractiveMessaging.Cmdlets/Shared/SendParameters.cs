using System.Reflection;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// What a run was given that may differ from row to row. Null means not given: then the row's column of that name counts.
/// </summary>
internal sealed record SendParameters
{
    private const string WithRows = "Import-Csv people.csv | Send-WaMessage -Message $message.";
    private const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>The message; null where messages come down the pipeline.</summary>
    public RowMessage? Message { get; init; }

    /// <summary>The recipients.</summary>
    public RowValue[]? To { get; init; }

    /// <summary>WhatsApp's id of the recipient.</summary>
    public RowValue? UserId { get; init; }

    /// <summary>References of the sender's own.</summary>
    public RowValue[]? Reference { get; init; }

    /// <summary>How long the provider shall wait.</summary>
    public RowValue? Delay { get; init; }

    /// <summary>The recipient's name at the provider.</summary>
    public RowValue? ClientName { get; init; }

    /// <summary>The recipient's id at the provider.</summary>
    public RowValue? ClientId { get; init; }

    /// <summary>The team mate the message is assigned to.</summary>
    public RowValue? TeammateId { get; init; }

    /// <summary>The message that is answered.</summary>
    public RowValue? ReplyTo { get; init; }

    /// <summary>What the messages are for.</summary>
    public MessageCategory? Category { get; init; }

    /// <summary>How long WhatsApp tries to deliver.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Whether a journal finds messages by their references.</summary>
    public bool HasJournal { get; init; }

    /// <summary>The time zone of recipients' hours, where their rows name none.</summary>
    public RowValue? TimeZone { get; init; }

    /// <summary>Whether people are written to at their hours.</summary>
    public bool HasWindow { get; init; }

    /// <summary>Whether people are excluded, so that every name of a person counts.</summary>
    public bool Excludes { get; init; }

    /// <summary>Whether free messages go only to people who wrote within 24 hours.</summary>
    public bool AsksWindow { get; init; }

    /// <summary>The template that the others get; null where they get nothing.</summary>
    public RowMessage? Fallback { get; init; }

    /// <summary>The culture of the formats in placeholders.</summary>
    public RowValue? Culture { get; init; }

    /// <summary>The column that names a row in the journal.</summary>
    public string? Key { get; init; }

    /// <summary>The columns that results carry.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>The first parameter that makes messages differ from row to row: a script block, or a key; null where none does.</summary>
    public string? Varying =>
        Message?.Block is not null ? nameof(Message)
        : HasBlockIn(To) ? nameof(To)
        : HasBlockIn(Reference) ? nameof(Reference)
        : UserId?.Block is not null ? nameof(UserId)
        : Fallback?.Block is not null ? nameof(Fallback)
        : Culture?.Block is not null ? nameof(Culture)
        : TimeZone?.Block is not null ? nameof(TimeZone)
        : Options.FirstOrDefault(option => option.Given?.Block is not null).Name ?? (Key is not null ? nameof(Key) : null);

    /// <summary>Whether a script block says something about each row.</summary>
    public bool HasBlock => Varying is not (null or nameof(Key));

    /// <summary>Whether the row's columns say who gets it: neither a number nor a user id was given.</summary>
    public bool IsRecipientFromColumns => To is null && UserId is null;

    /// <summary>What is wrong with them, before anything is read; null where nothing is.</summary>
    /// <param name="hasInput">Whether something comes down the pipeline.</param>
    /// <param name="isMessageNamed">Whether -Message stands in the command, be it with nothing.</param>
    public WaException? Fault(bool hasInput, bool isMessageNamed)
    {
        if (Message?.FaultOf(RowMessage.Parameter) is { } noMessage)
        {
            return noMessage;
        }

        if (FallbackArgument.Fault(Fallback, AsksWindow) is { } noFallback)
        {
            return noFallback;
        }

        bool rows = hasInput && Message is not null;
        if (Message is null && (isMessageNamed || !hasInput))
        {
            return Bad(
                "There is no message: -Message is missing or $null.",
                "Give one: Send-WaMessage -Message $message -To '+39…', or pipe it in.");
        }

        // What comes down the pipeline says whether the message or the recipient was forgotten.
        if (To is { Length: 0 } || (!hasInput && FaultOfNobody() is not null))
        {
            return Nobody();
        }

        if (To is null && UserId is { Block: null } && string.IsNullOrWhiteSpace(UserId.Text))
        {
            return Bad("There is nobody to send to: -UserId is empty.", "Give the user id, or leave -UserId out for the row's column.");
        }

        // One of them as a text would get the messages of every row that the other one says nothing about.
        bool hasUserId = UserId is not null && (UserId.Block is not null || !string.IsNullOrWhiteSpace(UserId.Text));
        if (To is not null && hasUserId && (!HasBlockIn(To) || UserId!.Block is null))
        {
            return Bad(
                "-To and -UserId both name the recipient.",
                "Give one of them, or both as script blocks: a row's number is used where there is one.");
        }

        if (!rows && (Varying ?? (Keep.Count > 0 ? nameof(Keep) : null)) is { } parameter)
        {
            return Bad($"-{parameter} is read for each row, and there are no rows.", $"Pipe rows in: {WithRows}");
        }

        return Keep.FirstOrDefault(column => typeof(SendResult).GetProperty(column, AnyCase) is not null) is { } taken
            ? Bad(
                $"-Keep {taken} cannot be: a result has a property {taken} of its own.",
                "Give the column another name before: Select-Object *, @{ n = 'Name'; e = 'Column' }.")
            : null;
    }

    /// <summary>
    /// What is wrong with them, as the first row shows, before anything is sent: a column that is not there, or one whose name was given
    /// in place of its value; null where nothing is.
    /// </summary>
    public WaException? FaultBefore(Row first)
    {
        string[] columns;
        try
        {
            columns = [.. first.Columns];
        }
        catch (WaException)
        {
            return null; // it becomes that row's result
        }

        IEnumerable<(string Name, string? Column)> named =
            [(nameof(Key), Key), .. Keep.Select(column => (nameof(Keep), (string?)column))];
        foreach ((string name, string? column) in named)
        {
            if (column is not null && !columns.Contains(column, StringComparer.OrdinalIgnoreCase))
            {
                return first.Lacks(column, $"Correct the name behind -{name}.");
            }
        }

        IEnumerable<(string Name, RowValue? Given)> values =
        [
            .. (To ?? []).Select(value => (nameof(To), value)),
            .. (Reference ?? []).Select(value => (nameof(Reference), value)),
            (nameof(UserId), UserId),
            .. Options,
        ];
        foreach ((string name, RowValue? value) in values)
        {
            if (value?.Text is { } text && columns.Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                string property = text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? text : $"'{text.Replace("'", "''")}'";
                return Bad(
                    $"-{name} is '{PrintableText.Quote(text)}' for every row, and that is the name of a column.",
                    $"For what stands in the column write -{name} {{ $_.{property} }}; for this very text write -{name} {{ '{text}' }}.");
            }
        }

        return null;
    }

    /// <summary>What is wrong where no rows name the recipients; null where they were given.</summary>
    public WaException? FaultOfNobody() => IsRecipientFromColumns && ClientId is null ? Nobody() : null;

    private static WaException Nobody() => Bad("There is nobody to send to.", $"Give -To, or pipe rows in: {WithRows}");

    private static WaException Bad(string message, string recommendation) => new(ErrorCause.BadInput, message, recommendation);

    private IEnumerable<(string Name, RowValue? Given)> Options =>
    [
        (nameof(Delay), Delay),
        (nameof(ClientName), ClientName),
        (nameof(ClientId), ClientId),
        (nameof(TeammateId), TeammateId),
        (nameof(ReplyTo), ReplyTo),
    ];

    private static bool HasBlockIn(RowValue[]? values) => values is not null && Array.Exists(values, value => value?.Block is not null);
}
