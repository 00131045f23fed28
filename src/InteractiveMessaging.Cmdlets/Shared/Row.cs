using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>One object of the pipeline read as a row: an object with properties, a hashtable, or a bare text.</summary>
internal readonly struct Row(PSObject input)
{
    private readonly object _base = input.BaseObject;

    /// <summary>The text, where the row is a bare text or number and has no columns.</summary>
    public string? Bare => _base is string or ValueType ? LanguagePrimitives.ConvertTo<string>(_base) : null;

    /// <summary>The names of its columns.</summary>
    public IEnumerable<string> Columns => _base is IDictionary fields
        ? fields.Keys.Cast<object>().Select(key => LanguagePrimitives.ConvertTo<string>(key))
        : input.Properties.Select(property => property.Name);

    /// <summary>A cell as text, or null where there is no such column; names do not tell upper from lower case.</summary>
    public bool TryRead(string column, out string? text)
    {
        object? value;
        if (_base is IDictionary fields)
        {
            object? key = fields.Contains(column)
                ? column
                : fields.Keys.Cast<object>().FirstOrDefault(key => string.Equals(LanguagePrimitives.ConvertTo<string>(key), column, StringComparison.OrdinalIgnoreCase));
            if (key is null)
            {
                text = null;
                return false;
            }

            value = fields[key];
        }
        else if (input.Properties[column] is { } property)
        {
            value = property.Value;
        }
        else
        {
            text = null;
            return false;
        }

        text = value is null ? null : LanguagePrimitives.ConvertTo<string>(value);
        return true;
    }

    /// <summary>The first of these columns that the row has.</summary>
    public bool TryReadAny(ReadOnlySpan<string> columns, out string? text)
    {
        foreach (string column in columns)
        {
            if (TryRead(column, out text))
            {
                return true;
            }
        }

        text = null;
        return false;
    }

    /// <summary>Says that a column is not there, and which are.</summary>
    public string Lacks(string column)
    {
        string[] names = [.. Columns.Take(20)];
        return names.Length == 0
            ? $"This row has no {column} column; it has no columns at all."
            : $"This row has no {column} column; it has: {string.Join(", ", names.Select(PrintableText.Quote))}.";
    }
}
