using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging;

/// <summary>One rendering on a preview page.</summary>
/// <param name="Label">Who gets it, or which message it is.</param>
/// <param name="Message">The message as it would be sent, or a draft.</param>
/// <param name="Violations">What is wrong with it.</param>
/// <param name="IsDraft">Whether its placeholders are still to be filled.</param>
internal sealed record PreviewItem(string Label, Message Message, IReadOnlyList<RuleViolation> Violations, bool IsDraft = false)
{
    public int Errors => Violations.Count(violation => violation.Severity == RuleSeverity.Error);

    public int Warnings => Violations.Count(violation => violation.Severity == RuleSeverity.Warning);
}

/// <summary>Writes a page that shows messages as WhatsApp does, for the person who has to approve them.</summary>
/// <remarks>
/// The page stands alone: its content security policy forbids every request and every script, and lets in no style but its own.
/// The same input gives the same bytes.
/// </remarks>
internal sealed class PreviewPage
{
    private readonly HtmlWriter _html = new();
    private readonly string _title;
    private readonly string? _provider;

    private PreviewPage(string title, string? provider)
    {
        _title = title;
        _provider = provider;
    }

    /// <summary>The whole page.</summary>
    public static string Write(string title, string? provider, IReadOnlyList<PreviewItem> items)
    {
        PreviewPage page = new(title, provider);
        page.Write(items);
        return page._html.ToString();
    }

    private void Write(IReadOnlyList<PreviewItem> items)
    {
        string style = Resource("preview.css");
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        _html.Own("<!doctype html>\n").Open("html", null, ("lang", "en")).Own("\n").Open("head").Own("\n")
            .Void("meta", null, ("charset", "utf-8")).Own("\n")
            .Void("meta", null, ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Own("\n")
            .Void("meta", null, ("name", "color-scheme"), ("content", "light dark")).Own("\n")
            .Void("meta", null, ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; img-src data:; style-src 'sha256-{hash}'")).Own("\n")
            .Element("title", null, _title).Own("\n").Own("<style>").Own(style).Own("</style>\n").Close().Own("\n")
            .Open("body").Own("\n").Own(Resource("icons.svg")).Own("\n");
        Top(items);
        _html.Open("main", "wall").Own("\n");
        for (int i = 0; i < items.Count; i++)
        {
            new PreviewCase(_html, items[i]).Write($"r{(i + 1).ToString(CultureInfo.InvariantCulture)}");
            _html.Own("\n");
        }

        _html.Close().Own("\n").Element("footer", "foot", "A drawing by InteractiveMessaging. Phones differ in fonts and details, and write some buttons in their own language.")
            .Own("\n").Close().Own("\n").Close().Own("\n");
    }

    private void Top(IReadOnlyList<PreviewItem> items)
    {
        int bad = items.Count(item => item.Errors > 0);
        int warned = items.Count(item => item.Errors == 0 && item.Warnings > 0);
        int good = items.Count - bad - warned;
        _html.Open("header", "top").Open("div").Element("h1", null, _title)
            .Open("p", "sum").Text($"{Number(items.Count, "rendering")}, checked against {(_provider is null ? "WhatsApp’s rules" : $"the rules of WhatsApp and {_provider}")}").Close()
            .Open("ul", "tally");
        Tally("ok", good, "ready");
        Tally("warning", warned, "with warnings");
        Tally("error", bad, "would not be sent");
        _html.Close();
        if (bad > 0 && items.Count > 1)
        {
            _html.Open("nav", "faults", ("aria-label", "Renderings that would not be sent")).Text("See ");
            for (int i = 0, listed = 0; i < items.Count && listed < 20; i++)
            {
                if (items[i].Errors > 0)
                {
                    _html.Text(listed++ == 0 ? "" : " · ").Open("a", null, ("href", $"#r{(i + 1).ToString(CultureInfo.InvariantCulture)}")).Text(items[i].Label).Close();
                }
            }

            _html.Text(bad > 20 ? $" · and {bad - 20} more" : "").Close();
        }

        _html.Close().Open("fieldset", "theme").Element("legend", null, "Colours");
        foreach ((string id, string label) in new[] { ("auto", "Auto"), ("light", "Light"), ("dark", "Dark") })
        {
            _html.Own($"<label><input type=\"radio\" name=\"theme\" id=\"theme-{id}\"{(id == "auto" ? " checked" : "")}><span>").Text(label).Own("</span></label>");
        }

        _html.Close().Close().Own("\n");
    }

    private void Tally(string css, int count, string what)
    {
        if (count > 0)
        {
            _html.Open("li", css).Element("b", null, count.ToString(CultureInfo.InvariantCulture)).Text($" {what}").Close();
        }
    }

    private static string Number(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private static string Resource(string name)
    {
        using Stream stream = typeof(PreviewPage).Assembly.GetManifestResourceStream($"InteractiveMessaging.Preview.{name}")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
