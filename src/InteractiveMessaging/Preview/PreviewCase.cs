namespace InteractiveMessaging;

/// <summary>Writes one phone of the preview page, with the notes of the rules where they belong.</summary>
internal sealed class PreviewCase
{
    private readonly HtmlWriter _html;
    private readonly string _businessName;
    private readonly PreviewItem _item;
    private readonly MessageView _view;
    private readonly PreviewMarks _marks;
    private readonly HashSet<string> _noted = [];

    public PreviewCase(HtmlWriter html, string businessName, PreviewItem item)
    {
        _html = html;
        _businessName = businessName;
        _item = item;
        _view = ViewReader.Read(item.Message);
        _marks = new(_view, item.Violations);
    }

    public void Write(string id)
    {
        (string css, string verdict) = (_item.Errors, _item.Warnings) switch
        {
            ( > 0, _) => ("error", "Would not be sent"),
            (_, > 0) => ("warning", "Has warnings"),
            _ => ("ok", _item.IsDraft ? "Draft" : "Ready"),
        };
        _html.Open("article", "case", ("id", id))
            .Open("h2").Element("span", "who", _item.Label).Element("span", $"verdict {css}", verdict).Close();
        Notes(_view.Path);
        _html.Open("div", "phone").Open("div", "bar", ("aria-hidden", "true"));
        Icon("i-shop");
        _html.Open("span").Element("b", null, _businessName).Element("small", null, _view.Type).Close().Close()
            .Open("div", "chat");
        Bubble(_view, "bubble");
        if (_view.Cards.Count > 0)
        {
            _html.Open("div", "cards", ("tabindex", "0"), ("role", "group"), ("aria-label", $"Carousel of {_view.Cards.Count} cards"));
            foreach (MessageView card in _view.Cards)
            {
                Bubble(card, "bubble card");
            }

            _html.Close();
        }

        _html.Close();
        if (_view.Sheet is not null)
        {
            Sheet(_view.Sheet);
        }

        _html.Close().Close();
    }

    private void Bubble(MessageView view, string css)
    {
        _html.Open("div", view == _view ? css : Marked(css, view.Path));
        if (view.Media is { } media)
        {
            Media(media);
        }

        _html.Open("div", "said");
        Text(view.Title, "title");
        foreach (ViewTile tile in view.Tiles)
        {
            Tile(tile);
        }

        Text(view.Body, "body");
        if (view == _view)
        {
            _html.Open("div", "end");
            Text(view.Footer, "small");
            _html.Element("span", "time", "09:41").Close();
        }

        _html.Close();
        foreach (ViewButton button in view.Buttons)
        {
            Button(button);
        }

        Notes(view.Path);
        _html.Close();
    }

    private void Media(ViewMedia media)
    {
        bool isWide = media.Kind is "image" or "video";
        string label = $"{media.Kind}: {media.FileName ?? media.Source}";
        _html.Open("div", Marked(isWide ? "media wide" : "media file", media.Path), ("role", "img"), ("aria-label", label));
        Icon(isWide ? $"i-{media.Kind}" : "i-document");
        _html.Open("span").Element("b", null, media.FileName ?? media.Kind).Element("small", null, media.Source).Close().Close();
        Notes(media.Path);
        if (media.Caption is { } caption)
        {
            _html.Element("p", "caption", caption);
        }
    }

    private void Tile(ViewTile tile)
    {
        bool isRaw = tile.Icon == ViewIcon.Unknown;
        _html.Open("div", Marked(isRaw ? "tile raw" : "tile", tile.Path));
        Icon(IconOf(tile.Icon));
        _html.Open("span").Element("b", null, tile.Title).Element(isRaw ? "code" : "small", null, tile.Detail).Close().Close();
        Notes(tile.Path);
    }

    private void Button(ViewButton button)
    {
        _html.Open("div", Marked("button", button.Path)).Open("span", "label");
        Icon(IconOf(button.Icon));
        Inline(button.Label);
        _html.Close();
        if (button.Detail is { } detail)
        {
            _html.Element("small", null, detail);
        }

        _html.Close();
        Notes(button.Path);
    }

    private void Sheet(ViewSheet sheet)
    {
        _html.Open("div", Marked("sheet", sheet.Path), ("role", "group"), ("aria-label", "The list, opened"))
            .Open("div", "grip").Close().Open("p", "sheet-title");
        Icon("i-close");
        _html.Element("b", null, sheet.Title).Close();
        Notes(sheet.Path);
        foreach (ViewSection section in sheet.Sections)
        {
            _html.Open("section", Marked("group", section.Path));
            if (section.Title is { } title)
            {
                _html.Open("h3");
                Inline(title);
                _html.Close();
            }

            Notes(section.Path);
            foreach (ViewRow row in section.Rows)
            {
                Row(row);
            }

            _html.Close();
        }

        _html.Close();
    }

    private void Row(ViewRow row)
    {
        _html.Open("div", Marked(row.IsProduct ? "row product" : "row", row.Path));
        if (row.IsProduct)
        {
            Icon("i-bag");
        }

        _html.Open("span", "choice").Open("span");
        Inline(row.Title);
        _html.Close();
        if (row.Description is { } description)
        {
            _html.Open("small");
            Inline(description);
            _html.Close();
        }

        _html.Close();
        if (!row.IsProduct)
        {
            _html.Open("i", "radio").Close();
        }

        _html.Close();
        Notes(row.Path);
    }

    private void Text(ViewText? text, string css)
    {
        if (text is null)
        {
            return;
        }

        _html.Open("div", Marked(css, text.Path), ("dir", "auto"));
        int over = _marks.OverAt(text);
        foreach (TextLine line in text.Formatted ? RichText.Parse(text.Text, _item.IsDraft) : RichText.Literal(text.Text, _item.IsDraft))
        {
            string kind = line.Kind switch { TextLineKind.Text => "l", TextLineKind.Quote => "l quote", _ => "l item" };
            _html.Open("div", kind, ("dir", "auto"));
            if (line.Kind is TextLineKind.Bullet or TextLineKind.Number)
            {
                _html.Element("span", "m", line.Marker).Open("span");
            }

            Runs(line.Runs, over);
            if (line.Kind is TextLineKind.Bullet or TextLineKind.Number)
            {
                _html.Close();
            }

            _html.Close();
        }

        _html.Close();
        Notes(text.Path);
    }

    private void Inline(ViewText text)
    {
        if (text.Text.Length == 0)
        {
            _html.Element("em", "nothing", "(empty)");
            return;
        }

        int over = _marks.OverAt(text);
        _html.Open("bdi");
        foreach (TextLine line in RichText.Literal(text.Text, _item.IsDraft))
        {
            Runs(line.Runs, over);
        }

        _html.Close();
    }

    // What is over the limit is marked; a stretch that crosses the limit is written in two pieces.
    private void Runs(IReadOnlyList<TextRun> runs, int over)
    {
        foreach (TextRun run in runs)
        {
            int within = Math.Clamp(over - run.Start, 0, run.Text.Length);
            Run(run.Text[..within], run.Style, over: false);
            Run(run.Text[within..], run.Style, over: true);
        }
    }

    private void Run(string text, TextStyle style, bool over)
    {
        if (text.Length == 0)
        {
            return;
        }

        (TextStyle Style, string Tag, string? Css)[] tags =
        [
            (TextStyle.Bold, "strong", null), (TextStyle.Italic, "em", null), (TextStyle.Strike, "s", null),
            (TextStyle.Code, "code", null), (TextStyle.Link, "span", "link"), (TextStyle.Placeholder, "span", "hole"),
        ];
        var opened = tags.Where(tag => style.HasFlag(tag.Style)).ToList();
        if (over)
        {
            opened.Add((TextStyle.None, "mark", "over"));
        }

        foreach ((_, string tag, string? css) in opened)
        {
            _html.Open(tag, css);
        }

        _html.Text(text);
        opened.ForEach(_ => _html.Close());
    }

    // Two parts can show the same field, a product's tile and its button; the note stands at the first.
    private void Notes(string part)
    {
        if (!_noted.Add(part))
        {
            return;
        }

        foreach (RuleViolation violation in _marks.Of(part))
        {
            _html.Open("div", $"note {Css(violation.Severity)}", ("role", "note"))
                .Open("p").Element("b", null, violation.Severity.ToString()).Text(" " + violation.Message).Close();
            if (violation.Recommendation is { } recommendation)
            {
                _html.Element("p", null, recommendation);
            }

            string?[] facts =
            [
                violation.Limit is null ? null : $"Limit {violation.Limit}", violation.Actual is null ? null : $"Found {violation.Actual}",
                violation.Source, violation.Rule,
            ];
            _html.Element("p", "facts", string.Join(" · ", facts.OfType<string>())).Close();
        }
    }

    private string Marked(string css, string part)
    {
        RuleSeverity worst = _marks.Of(part).Select(violation => violation.Severity).DefaultIfEmpty().Max();
        return worst == RuleSeverity.None ? css : $"{css} marked {Css(worst)}";
    }

    private static string Css(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "information",
    };

    private static string IconOf(ViewIcon icon) => icon switch
    {
        ViewIcon.Reply => "i-reply",
        ViewIcon.List => "i-list",
        ViewIcon.Link => "i-link",
        ViewIcon.Flow => "i-flow",
        ViewIcon.Product or ViewIcon.Catalog => "i-bag",
        ViewIcon.Location or ViewIcon.Address => "i-pin",
        ViewIcon.Call => "i-call",
        ViewIcon.Contact => "i-person",
        ViewIcon.Template => "i-list",
        ViewIcon.Value => "i-flow",
        _ => "i-unknown",
    };

    private void Icon(string symbol) => _html.Own($"<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#{symbol}\"/></svg>");
}
