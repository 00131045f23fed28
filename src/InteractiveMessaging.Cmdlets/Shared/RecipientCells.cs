namespace InteractiveMessaging.Cmdlets;

/// <summary>Where a row names its recipients.</summary>
internal static class RecipientCells
{
    private const string UserIdColumn = nameof(SendParameters.UserId);

    // The first of them that is there counts.
    public static readonly string[] Columns = ["To", "Phone", "PhoneNumber", "Mobile", "Recipient"];

    /// <summary>The recipients as they stand in the row; null where no column names any.</summary>
    /// <exception cref="WaException">The cell cannot be read, or the row is a callback that is about nobody.</exception>
    public static string?[]? Of(Row row)
    {
        if (row.IsBare)
        {
            return [row.Bare];
        }

        if (row.IsCallback && Columns.Append(UserIdColumn).All(column => Id(row, column) is null))
        {
            throw new WaException(
                ErrorCause.RecipientInvalid, "This callback names no person.", "Pipe in only those that do: Where-Object Person.");
        }

        foreach (string column in Columns)
        {
            if (row.TryGet(column, out object? cell))
            {
                return cell is string text ? [text] : [.. Cell.Values(cell).Select(value => Cell.Text(value, Row.NameOf(column)))];
            }
        }

        return null;
    }

    /// <summary>Every name of a row's person, by whichever of its columns the message goes; what cannot be read is left out.</summary>
    public static ValueList<string> Names(Row row, NumberReading reading)
    {
        List<string> names = [];
        try
        {
            if (UserId.TryParse(Id(row, UserIdColumn), out UserId id, out _))
            {
                names.Add(id.Text);
            }

            foreach (string? text in Of(row) ?? [])
            {
                if (PhoneNumber.TryParse(text, reading, out PhoneNumber number, out _))
                {
                    names.Add(number.ToString());
                }
            }
        }
        catch (WaException)
        {
            // Who gets the message is read on its own, and an error there.
        }

        return [.. names];
    }

    /// <summary>That no column names a recipient.</summary>
    public static WaException Missing(Row row) => row.Lacks($"{Columns[0]} (or {string.Join(", ", Columns[1..])}, {UserIdColumn})");

    /// <summary>What keeps a row's recipients from getting a message. A row that names none may still get one from elsewhere.</summary>
    public static IReadOnlyList<RuleViolation> Check(Row row, NumberReading reading, Provider? provider)
    {
        List<RuleViolation> violations = [];
        try
        {
            // As in a send: a number before a client id before a user id.
            bool hasClientId = Id(row, nameof(SendParameters.ClientId)) is not null;
            string? person = hasClientId ? null : Id(row, UserIdColumn);
            string?[] recipients = Of(row) ?? (person is null ? [] : [null]);
            foreach (string? recipient in recipients.Where(recipient => !hasClientId || !string.IsNullOrWhiteSpace(recipient)))
            {
                if (person is null || !string.IsNullOrWhiteSpace(recipient))
                {
                    if (!PhoneNumber.TryParse(recipient, reading, out _, out string? fault))
                    {
                        violations.Add(Violation(fault, recipient));
                    }
                }
                else if (!UserId.TryParse(person, out UserId id, out string? fault))
                {
                    violations.Add(Violation(fault, person) with { Source = "Meta, Business-scoped user IDs" });
                }
                else
                {
                    violations.AddRange(provider?.CheckOptions(new() { UserId = id }) ?? []);
                }
            }
        }
        catch (WaException fault)
        {
            violations.Add(Violation(fault.Message, null));
        }

        return violations;
    }

    private static string? Id(Row row, string column) =>
        row.TryRead(column, out string? id) && !string.IsNullOrWhiteSpace(id) ? id : null;

    private static RuleViolation Violation(string fault, string? recipient) => new()
    {
        Rule = "recipient.number",
        Path = "",
        Message = fault,
        Actual = recipient,
        Severity = RuleSeverity.Error,
        Source = "ITU-T E.164",
        Recommendation = Errors.RecipientInvalid.Recommendation,
    };
}
