using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// Writes HTML. What is given as text or as an attribute's value is always encoded, and every element that was opened is closed.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element.</summary>
    public HtmlWriter Open(string tag, string? css = null, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(tag, css, attributes);
        _open.Push(tag);
        return this;
    }

    /// <summary>Closes the element that was opened last.</summary>
    public HtmlWriter Close()
    {
        _html.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element that has no end.</summary>
    public HtmlWriter Void(string tag, string? css = null, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(tag, css, attributes);
        return this;
    }

    /// <summary>An element with a text in it.</summary>
    public HtmlWriter Element(string tag, string? css, string text) => Open(tag, css).Text(text).Close();

    /// <summary>A text.</summary>
    public HtmlWriter Text(string text)
    {
        Encode(text);
        return this;
    }

    /// <summary>HTML of our own that holds nothing from outside.</summary>
    public HtmlWriter Own(string html)
    {
        _html.Append(html);
        return this;
    }

    /// <summary>What was written.</summary>
    public override string ToString() => _html.ToString();

    private void Tag(string tag, string? css, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _html.Append('<').Append(tag);
        if (css is not null)
        {
            _html.Append(" class=\"");
            Encode(css);
            _html.Append('"');
        }

        foreach ((string name, string value) in attributes)
        {
            _html.Append(' ').Append(name).Append("=\"");
            Encode(value);
            _html.Append('"');
        }

        _html.Append('>');
    }

    // Control characters and halves of surrogate pairs are no HTML text; they are shown as a replacement.
    private void Encode(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': _html.Append("&amp;"); break;
                case '<': _html.Append("&lt;"); break;
                case '>': _html.Append("&gt;"); break;
                case '"': _html.Append("&quot;"); break;
                case '\'': _html.Append("&#39;"); break;
                case '\t' or '\n': _html.Append((char)rune.Value); break;
                case < ' ' or (>= 0x7F and < 0xA0): _html.Append('\ufffd'); break;
                default: _html.Append(rune.ToString()); break;
            }
        }
    }
}
