namespace InteractiveMessaging;

/// <summary>Opens the tables of a report.</summary>
internal static class ReportTable
{
    /// <summary>Writes the head of a table; its body is open. Close it twice.</summary>
    public static void Open(HtmlWriter html, params ReadOnlySpan<(string Name, string? Css)> columns)
    {
        html.Open("table").Open("thead").Open("tr");
        foreach ((string name, string? css) in columns)
        {
            html.Element("th", css, name);
        }

        html.Close().Close().Open("tbody");
    }
}
