using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;

namespace InteractiveMessaging.Cmdlets;

/// <summary>One object of the pipeline read as a row: an object with properties, a hashtable, or a bare text.</summary>
internal readonly struct Row(PSObject input)
{
    private const string AName = "A column's name";

    private static readonly HashSet<string> Callbacks =
        [.. typeof(WaCallback).Assembly.GetTypes().Where(typeof(WaCallback).IsAssignableFrom).Select(type => type.Name)];

    private readonly object _base = input.BaseObject;

    /// <summary>The object itself.</summary>
    public PSObject Object => input;

    /// <summary>Whether it is a bare text or number, which has no columns.</summary>
    public bool IsBare => IsPlain(_base);

    /// <summary>
    /// Whether it is a callback, also one that Import-Clixml read, or what Select-Object left of one: it names a person, and its reference
    /// is that of another message.
    /// </summary>
    public bool IsCallback => _base is WaCallback || input.TypeNames.Any(name => Callbacks.Contains(name[(name.LastIndexOf('.') + 1)..])
        && name.Contains(typeof(WaCallback).Namespace!, StringComparison.Ordinal));

    /// <summary>The text of a bare row.</summary>
    public string? Bare => IsBare ? Cell.Text(_base) : null;

    /// <summary>The names of its columns.</summary>
    public IEnumerable<string> Columns => _base switch
    {
        var bare when IsPlain(bare) => [],
        IDictionary fields => fields.Keys.Cast<object>().Select(key => Cell.Text(key, AName)!),
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
            throw UserCode.Unreadable(NameOf(column), fault);
        }
    }

    /// <summary>A cell as text, or false where there is no such column.</summary>
    /// <exception cref="WaException">The cell cannot be read.</exception>
    public bool TryRead(string column, out string? text)
    {
        bool found = TryGet(column, out object? value);
        text = value is null or string ? (string?)value : Cell.Text(value, NameOf(column));
        return found;
    }

    /// <summary>A column's cell, as the beginning of a sentence.</summary>
    public static string NameOf(string column) => $"The column {PrintableText.Quote(column)} of this row";

    /// <summary>What a draft's placeholders are filled with.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="culture">The culture of its formats.</param>
    /// <exception cref="WaException">The row lacks a column, or a cell cannot be read or written in its format.</exception>
    public string?[] Read(MessageDraft draft, CultureInfo culture)
    {
        IReadOnlyList<Placeholder> placeholders = draft.Placeholders;
        string?[] values = placeholders.Count == 0 ? [] : new string?[placeholders.Count];
        for (int i = 0; i < values.Length; i++)
        {
            (string column, string? format) = placeholders[i];
            bool found = format is null ? TryRead(column, out values[i]) : TryWrite(column, format, culture, out values[i]);
            if (!found)
            {
                throw Lacks(column, "Correct the placeholder or the column's name.");
            }
        }

        return values;
    }

    /// <summary>Says that a column is not there, and which are.</summary>
    /// <param name="column">The column.</param>
    /// <param name="recommendation">What to do; null for the usual recommendation.</param>
    public WaException Lacks(string column, string? recommendation = null)
    {
        string having = Having();
        return new(
            ErrorCause.MissingColumn,
            $"This row has no {column} column{(having.Length == 0 ? "; it has no columns at all" : having)}.",
            Unsplit() ?? recommendation);
    }

    /// <summary>What columns there are, as the end of a sentence; empty where there are none.</summary>
    public string Having()
    {
        string[] names = [.. Columns.Take(20)];
        return names.Length == 0 ? "" : $"; it has: {string.Join(", ", names.Select(PrintableText.Quote))}";
    }

    private bool TryWrite(string column, string format, CultureInfo culture, out string? text)
    {
        bool found = TryGet(column, out object? value);
        object? plain = Cell.Plain(value, NameOf(column));
        try
        {
            text = CellText.Write(plain, format, culture);
            return found;
        }
        catch (FormatException fault)
        {
            throw new WaException(
                ErrorCause.BadInput,
                $"The column {column}: {fault.Message}",
                "Correct the cell, or the format behind the placeholder's colon.");
        }
        catch (Exception fault) when (fault is not PipelineStoppedException)
        {
            throw UserCode.Unreadable(NameOf(column), fault);
        }
    }

    // What is a value by itself. Other structs, such as the entries of a hashtable, have properties, and so columns.
    private static bool IsPlain(object value) => value is string
        || (value is ValueType && (Type.GetTypeCode(value.GetType()) != TypeCode.Object
            || value is Guid or TimeSpan or DateTimeOffset or DateOnly or TimeOnly or BigInteger or nint or nuint));

    // Some programs write lists that are separated by other signs than commas; read as if by commas, they have one column.
    private string? Unsplit()
    {
        if (Columns.Take(2).ToArray() is not [var only])
        {
            return null;
        }

        return only.Contains(';', StringComparison.Ordinal)
            ? "The file separates its columns by semicolons: read it with Import-Csv -Delimiter ';'."
            : only.Contains('\t', StringComparison.Ordinal)
            ? "The file separates its columns by tabs: read it with Import-Csv -Delimiter \"`t\"."
            : null;
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
            if (string.Equals(Cell.Text(key, AName), column, StringComparison.OrdinalIgnoreCase))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>What is wrong with a row that is $null.</summary>
    public static WaException Nothing() =>
        new(ErrorCause.BadInput, "This row is $null.", "Leave such rows out before: … | Where-Object { $_ } | ….");
}
