using System.Globalization;

namespace InteractiveMessaging;

/// <summary>What a preview page says besides its messages.</summary>
/// <param name="Title">What the page is called.</param>
/// <param name="BusinessName">Who the messages are from.</param>
/// <param name="Provider">The provider whose rules were checked; null where only WhatsApp's were.</param>
internal sealed record PreviewHead(string Title, string BusinessName, string? Provider = null);

/// <summary>Writes a page that shows messages as WhatsApp does, for the person who has to approve them.</summary>
internal sealed class PreviewPage
{
    private readonly HtmlWriter _html;
    private readonly PreviewHead _head;

    private PreviewPage(HtmlWriter html, PreviewHead head)
    {
        _html = html;
        _head = head;
    }

    /// <summary>The whole page.</summary>
    public static string Write(PreviewHead head, IReadOnlyList<PreviewItem> items) =>
        HtmlPage.Write(head.Title, "Preview/preview.css", html => new PreviewPage(html, head).Write(items));

    private void Write(IReadOnlyList<PreviewItem> items)
    {
        _html.Own(HtmlPage.Resource("Preview/icons.svg")).Own("\n");
        Top(items);
        _html.Open("main", "wall").Own("\n");
        for (int i = 0; i < items.Count; i++)
        {
            new PreviewCase(_html, _head.BusinessName, items[i]).Write(IdOf(i));
            _html.Own("\n");
        }

        _html.Close().Own("\n").Element(
            "footer",
            "foot",
            "A drawing by InteractiveMessaging. Phones differ in fonts and details, and write some buttons in their own language.");
    }

    private void Top(IReadOnlyList<PreviewItem> items)
    {
        int bad = items.Count(item => item.Errors > 0);
        int warned = items.Count(item => item.Errors == 0 && item.Warnings > 0);
        int good = items.Count - bad - warned;
        string rules = _head.Provider is { } provider ? $"the rules of WhatsApp and {provider}" : "WhatsApp’s rules";
        _html.Open("header", "top").Open("div").Element("h1", null, _head.Title)
            .Element("p", "sum", $"{Number(items.Count, "rendering")}, checked against {rules}")
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
                    _html.Text(listed++ == 0 ? "" : " · ")
                        .Open("a", null, ("href", $"#{IdOf(i)}")).Text(items[i].Label).Close();
                }
            }

            _html.Text(bad > 20 ? $" · and {bad - 20} more" : "").Close();
        }

        _html.Close().Open("fieldset", "theme").Element("legend", null, "Colours");
        foreach ((string id, string label) in new[] { ("auto", "Auto"), ("light", "Light"), ("dark", "Dark") })
        {
            string isChecked = id == "auto" ? " checked" : "";
            _html.Own($"<label><input type=\"radio\" name=\"theme\" id=\"theme-{id}\"{isChecked}><span>")
                .Text(label).Own("</span></label>");
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

    private static string IdOf(int index) => $"r{(index + 1).ToString(CultureInfo.InvariantCulture)}";

    private static string Number(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
