using System.Collections;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>One object of the pipeline read as a row: an object with properties, a hashtable, or a bare text.</summary>
internal readonly struct Row(PSObject input)
{
    private readonly object _base = input.BaseObject;

    /// <summary>The object itself.</summary>
    public PSObject Object => input;

    /// <summary>Whether it is a bare text or number, which has no columns.</summary>
    public bool IsBare => _base is string or ValueType;

    /// <summary>The text of a bare row.</summary>
    public string? Bare => IsBare ? Cell.Text(_base) : null;

    /// <summary>The names of its columns.</summary>
    public IEnumerable<string> Columns => _base switch
    {
        string or ValueType => [],
        IDictionary fields => fields.Keys.Cast<object>().Select(key => Cell.Text(key)!),
        _ => input.Properties.Select(property => property.Name),
    };

    /// <summary>A cell as it is, or false where there is no such column; names do not tell upper from lower case.</summary>
    /// <exception cref="WaException">The cell cannot be read.</exception>
    public bool TryGet(string column, out object? value)
    {
        value = null;
        if (IsBare)
        {
            return false;
        }

        try
        {
            if (_base is IDictionary fields)
            {
                object? key = KeyOf(fields, column);
                value = key is null ? null : fields[key];
                return key is not null;
            }

            PSPropertyInfo? property = input.Properties[column];
            value = property?.Value;
            return property is not null;
        }
        catch (Exception fault) when (fault is not (PipelineStoppedException or WaException))
        {
            throw Unreadable(column, fault);
        }
    }

    /// <summary>A cell as text, or false where there is no such column.</summary>
    /// <exception cref="WaException">The cell cannot be read.</exception>
    public bool TryRead(string column, out string? text)
    {
        bool found = TryGet(column, out object? value);
        try
        {
            text = Cell.Text(value);
        }
        catch (Exception fault) when (fault is not PipelineStoppedException)
        {
            throw Unreadable(column, fault);
        }

        return found;
    }

    /// <summary>The values of a draft's columns.</summary>
    /// <exception cref="WaException">The row lacks one, or it cannot be read.</exception>
    public string?[] Read(MessageDraft draft)
    {
        string?[] values = draft.Columns.Count == 0 ? [] : new string?[draft.Columns.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (!TryRead(draft.Columns[i], out values[i]))
            {
                throw new WaException(ErrorCause.MissingColumn, Lacks(draft.Columns[i]), "Correct the placeholder or the column's name.");
            }
        }

        return values;
    }

    /// <summary>Says that a column is not there, and which are.</summary>
    public string Lacks(string column)
    {
        string having = Having();
        return $"This row has no {column} column{(having.Length == 0 ? "; it has no columns at all" : having)}.";
    }

    /// <summary>What columns there are, as the end of a sentence; empty where there are none.</summary>
    public string Having()
    {
        string[] names = [.. Columns.Take(20)];
        return names.Length == 0 ? "" : $"; it has: {string.Join(", ", names)}";
    }

    // A list that is sorted by numbers cannot be asked for a text.
    private static object? KeyOf(IDictionary fields, string column)
    {
        if (fields is not SortedList && fields.Contains(column))
        {
            return column;
        }

        foreach (object key in fields.Keys)
        {
            if (string.Equals(Cell.Text(key), column, StringComparison.OrdinalIgnoreCase))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>What is wrong with a row that is $null.</summary>
    public static WaException Nothing() =>
        new(ErrorCause.BadInput, "This row is $null.", "Leave such rows out: … | Where-Object { $_ } | Send-WaMessage.");

    private static WaException Unreadable(string column, Exception fault)
    {
        while (fault is RuntimeException { InnerException: { } inner })
        {
            fault = inner;
        }

        return new(ErrorCause.BadInput, $"The column {column} of this row cannot be read: {fault.Message}", "Correct what computes it, or leave such rows out.");
    }
}
