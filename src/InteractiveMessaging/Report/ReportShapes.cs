using System.Globalization;

namespace InteractiveMessaging;

/// <summary>The shapes that a report draws.</summary>
internal static class ReportShapes
{
    /// <summary>Parts of a whole side by side. A part that is there is never too thin to be seen.</summary>
    public static void Bar(HtmlWriter html, string css, long whole, IReadOnlyList<(string Css, long Count)> parts)
    {
        const double Thinnest = 0.6;
        (string Css, double Share)[] shown =
            [.. parts.Where(part => part.Count > 0).Select(part => (part.Css, Math.Max(Thinnest, 100.0 * part.Count / whole)))];
        double scale = 100 / Math.Max(100, shown.Sum(part => part.Share));
        double left = 0;
        html.Open("svg", css, ("viewBox", "0 0 100 10"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"));
        foreach ((string part, double share) in shown)
        {
            Rectangle(html, part, left, 0, share * scale, 10);
            left += share * scale;
        }

        html.Close();
    }

    public static void Rectangle(HtmlWriter html, string css, double x, double y, double width, double height) =>
        html.Open("rect", css, ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height))).Close();

    public static void Line(HtmlWriter html, string css, double x1, double y1, double x2, double y2) =>
        html.Open("line", css, ("x1", Number(x1)), ("x2", Number(x2)), ("y1", Number(y1)), ("y2", Number(y2))).Close();

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
