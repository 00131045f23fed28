using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Who is excluded, as a parameter takes it: suppression files, numbers, user ids, entries of Get-WaSuppression, and rows that name people.
/// </summary>
internal sealed class ExclusionArgument
{
    private const int FewestDigits = 5;
    private const string UserIdColumn = nameof(SendParameters.UserId);

    private readonly ExclusionList _list = new();
    private readonly PSCmdlet _cmdlet;
    private readonly NumberReading _reading;
    private long _count;

    private ExclusionArgument(PSCmdlet cmdlet, NumberReading reading) => (_cmdlet, _reading) = (cmdlet, reading);

    /// <summary>The people; null where the parameter was not given.</summary>
    /// <param name="cmdlet">The cmdlet at work.</param>
    /// <param name="given">What was given.</param>
    /// <param name="reading">What a number without a plus is taken for.</param>
    /// <exception cref="WaException">
    /// Something of it cannot be read: then nobody knows who is excluded, and nothing may be sent.
    /// </exception>
    public static ExclusionList? Read(PSCmdlet cmdlet, object?[]? given, NumberReading reading)
    {
        if (given is null)
        {
            return null;
        }

        ExclusionArgument argument = new(cmdlet, reading);
        argument.AddAll(given);
        return argument._list;
    }

    private void AddAll(IEnumerable<object?> items)
    {
        foreach (object? item in items)
        {
            if (Cell.Unwrap(item) is object?[] more)
            {
                AddAll(more);
                continue;
            }

            _count++;
            try
            {
                Add(item);
            }
            catch (WaException fault)
            {
                string where = FormattableString.Invariant($"-Exclude, value {_count}");
                throw new WaException(fault.Cause, $"{where}: {fault.Message}", fault.Recommendation, fault);
            }
        }
    }

    private void Add(object? item)
    {
        switch (Cell.Unwrap(item))
        {
            case SuppressionEntry entry:
                _list.Add(entry);
                break;
            case FileInfo file:
                _list.AddFile(file.FullName);
                break;
            case null:
                throw Row.Nothing();
            default:
                AddRow(new(PSObject.AsPSObject(item)));
                break;
        }
    }

    private void AddRow(Row row)
    {
        if (row.IsBare)
        {
            AddText(row.Bare!);
            return;
        }

        string? userId = row.TryRead(UserIdColumn, out string? id) && !string.IsNullOrWhiteSpace(id) ? id : null;
        string?[] numbers = RecipientCells.Of(row) ?? (userId is null ? throw RecipientCells.Missing(row) : []);
        foreach (string? number in numbers.Where(number => userId is null || !string.IsNullOrWhiteSpace(number)))
        {
            AddName(number);
        }

        if (userId is not null)
        {
            _list.Add(UserId.TryParse(userId, out UserId person, out string? fault)
                ? person.Text
                : throw new WaException(ErrorCause.RecipientInvalid, fault));
        }
    }

    // A file that is there is a file. Else what can be read as a person is one; what only looks so is a mistake, and no path.
    private void AddText(string text)
    {
        if (IsFile(text) is { } file)
        {
            _list.AddFile(file);
        }
        else if (text.Any(char.IsAsciiDigit) && UserId.TryParse(text, out UserId id, out _))
        {
            _list.Add(id.Text);
        }
        else if (!text.Any(char.IsLetter) && text.Count(char.IsDigit) >= FewestDigits)
        {
            AddName(text);
        }
        else
        {
            foreach (string path in FilePath.Matching(_cmdlet, text))
            {
                _list.AddFile(path);
            }
        }
    }

    // A result or an entry of a journal names a person in one column, by number or user id.
    private void AddName(string? text) => _list.Add(
        UserId.TryParse(text, out UserId id, out _) ? id.Text
        : PhoneNumber.TryParse(text, _reading, out PhoneNumber number, out string? unreadable) ? number.ToString()
        : throw new WaException(ErrorCause.RecipientInvalid, unreadable));

    private string? IsFile(string text)
    {
        try
        {
            return FilePath.Of(_cmdlet, text) is var file && File.Exists(file) ? file : null;
        }
        catch (WaException)
        {
            return null; // it may be a number, or a wildcard
        }
    }
}
