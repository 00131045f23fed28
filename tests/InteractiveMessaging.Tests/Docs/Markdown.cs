namespace InteractiveMessaging.Tests.Docs;

/// <summary>Writes Markdown.</summary>
internal static class Markdown
{
    /// <summary>A table.</summary>
    public static string Table(string[] heads, IEnumerable<string[]> rows) =>
        string.Join('\n', [Row(heads), $"|{string.Concat(heads.Select(_ => "---|"))}", .. rows.Select(Row)]);

    /// <summary>A text as code.</summary>
    public static string Code(string text) => $"`{text}`";

    /// <summary>Texts as code, with commas between them.</summary>
    public static string Codes(IEnumerable<string> texts) => string.Join(", ", texts.Select(Code));

    /// <summary>Names as a sentence lists them: <c>a, b and c</c>.</summary>
    public static string Listed(IReadOnlyList<string> names, string last) => names.Count < 2
        ? string.Concat(names)
        : $"{string.Join(", ", names.Take(names.Count - 1))} {last} {names[^1]}";

    // A bar would end the cell.
    private static string Row(string[] cells) =>
        $"|{string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {cell.Replace("|", "\\|", StringComparison.Ordinal)} |"))}";
}
