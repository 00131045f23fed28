using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// What a parameter is given that may differ from row to row: a value for all rows, or a script block that is run for each row, with
/// the row as <c>$_</c>. PowerShell makes it of whatever stands behind the parameter.
/// </summary>
/// <remarks>
/// The parameter binds once, and what a row says is read by us: a block that yields nothing or throws costs its row alone, and can
/// never be mistaken for a parameter that was left out.
/// </remarks>
public sealed class RowValue
{
    private readonly object? _value;

    /// <summary>A value as it was given: a text, a number, a TimeSpan, or a script block.</summary>
    public RowValue(object? value) => _value = value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>Given, and empty: no row's column stands in for it.</summary>
    internal static RowValue Empty { get; } = new(null);

    /// <summary>The block to run for each row; null where the value is the same for all.</summary>
    internal ScriptBlock? Block => _value as ScriptBlock;

    /// <summary>The value that is the same for all rows, as text.</summary>
    internal string? Text => Cell.Text(_value);

    /// <summary>The value, or the block as it was typed.</summary>
    public override string ToString() => Block is { } block ? $"{{{block}}}" : Text ?? "";
}
