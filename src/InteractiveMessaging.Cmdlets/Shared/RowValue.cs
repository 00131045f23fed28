using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// What a parameter is given that may differ from row to row: a value for all rows, or a script block that is run for each row, with
/// the row as <c>$_</c>. PowerShell makes it of whatever stands behind the parameter.
/// </summary>
/// <remarks>
/// The parameter binds once, and what a row says is read by us: a block that yields nothing or throws costs its row alone, and can
/// never be mistaken for a parameter that was left out. No constructor takes any object: PowerShell would hand over the number 2 for
/// <c>2d</c> and drop the plus of <c>+39…</c>; for a text it hands over what was typed.
/// </remarks>
public sealed class RowValue
{
    /// <summary>A text, or a number as it was typed.</summary>
    public RowValue(string? text) => Text = text;

    /// <summary>A span of time.</summary>
    public RowValue(TimeSpan span) => Text = CellText.Write(span);

    /// <summary>An id.</summary>
    public RowValue(Guid id) => Text = CellText.Write(id);

    /// <summary>A block that is run for each row.</summary>
    public RowValue(ScriptBlock block) => Block = block;

    /// <summary>Given, and empty: no row's column stands in for it.</summary>
    internal static RowValue Empty { get; } = new((string?)null);

    /// <summary>The block to run for each row; null where the value is the same for all.</summary>
    internal ScriptBlock? Block { get; }

    /// <summary>The value that is the same for all rows.</summary>
    internal string? Text { get; }

    /// <summary>The value, or the block as it was typed.</summary>
    public override string ToString() => Block is { } block ? $"{{{block}}}" : Text ?? "";
}
