namespace InteractiveMessaging;

/// <summary>What a message needs of a row.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Format">The .NET format of its date or number, such as <c>dddd d MMMM</c> or <c>N2</c>; null where it goes in as it
/// is.</param>
public sealed record Placeholder(string Column, string? Format = null)
{
    /// <summary>Whether it needs the same: names of columns do not tell upper from lower case, formats do.</summary>
    internal bool IsSameAs(Placeholder other) => Column.Equals(other.Column, StringComparison.OrdinalIgnoreCase) && Format == other.Format;
}
