using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>A text has at most so many characters. Over in code points breaks the rule; over only in UTF-16 units is a warning.</summary>
public sealed record MaxLength(int Characters) : Constraint
{
    /// <inheritdoc/>
    public override string Limit => Show(Characters);

    /// <inheritdoc/>
    public override string Describe() => $"at most {Characters} characters";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Literal is { } text)
            {
                if (text.Length > Characters)
                {
                    Over(field, text, findings);
                }
            }
            else if (field.IsThere)
            {
                NotA(JsonValueKind.String, field, findings);
            }
        }
    }

    private void Over(in Field field, string text, Findings findings)
    {
        int codePoints = text.EnumerateRunes().Count();
        if (codePoints > Characters)
        {
            findings.Add(field, $"{findings.Name} has {codePoints} characters; at most {Characters} are allowed.", Show(codePoints));
        }
        else
        {
            findings.Add(field, $"{findings.Name} has {codePoints} characters, but {text.Length} UTF-16 units; a provider that counts "
                + $"units allows {Characters}.", Show(text.Length), RuleSeverity.Warning);
        }
    }
}

/// <summary>A text neither begins nor ends with white space.</summary>
public sealed record NoEdgeSpaces : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => "no spaces at its ends";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Text is { Length: > 0 } text && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
                && !string.IsNullOrWhiteSpace(text))
            {
                findings.Add(field, $"{findings.Name} '{PrintableText.Quote(text)}' begins or ends with a space.", text);
            }
        }
    }
}

/// <summary>A text has at most so many line breaks.</summary>
public sealed record MaxLineBreaks(int Breaks) : Constraint
{
    /// <inheritdoc/>
    public override string Limit => Show(Breaks);

    /// <inheritdoc/>
    public override string Describe() => Breaks == 0 ? "no line breaks" : $"at most {Breaks} line breaks";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Text is { } text && text.AsSpan().IndexOfAny('\r', '\n') >= 0 && Count(text) is int found && found > Breaks)
            {
                findings.Add(field, $"{findings.Name} has {found} line break(s); {(Breaks == 0 ? "none is" : $"at most {Breaks} are")} "
                    + "allowed.", Show(found));
            }
        }
    }

    // A carriage return with its line feed is one break.
    private static int Count(string text) => text.ReplaceLineEndings("\n").AsSpan().Count('\n');
}

/// <summary>A text holds none of WhatsApp's markdown: it would be shown as it stands.</summary>
public sealed partial record NoMarkdown : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => "no markdown";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Literal is { } text && text.AsSpan().IndexOfAny("*_~`") >= 0 && Marked().IsMatch(text))
            {
                findings.Add(field, $"{findings.Name} holds markdown, which is not rendered here.");
            }
        }
    }

    [GeneratedRegex(@"(?<![\w*_~`])([*_~]|```)(?=\S)((?!\1)[^\r\n])+(?<=\S)\1(?![\w*_~`])", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();
}

/// <summary>A text holds no emoji.</summary>
public sealed record NoEmoji : Constraint
{
    /// <inheritdoc/>
    public override string Describe() => "no emoji";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Text is { } text && text.EnumerateRunes().Any(IsEmoji))
            {
                findings.Add(field, $"{findings.Name} holds an emoji.");
            }
        }
    }

    // What Unicode's emoji-data.txt calls Emoji_Presentation, by its blocks; and the marks that make a picture of a plain sign.
    private static bool IsEmoji(Rune rune) => rune.Value is >= 0x1f000 and <= 0x1faff or >= 0x2600 and <= 0x27bf
        or 0x231a or 0x231b or >= 0x23e9 and <= 0x23f3 or 0x25fd or 0x25fe or 0x2b1b or 0x2b1c or 0x2b50 or 0x2b55
        or 0xfe0f or 0x20e3;
}

/// <summary>A text is one of a few words.</summary>
public sealed record OneOf(ValueList<string> Words) : Constraint
{
    /// <inheritdoc/>
    public override string Limit => string.Join(", ", Words);

    /// <inheritdoc/>
    public override string Describe() =>
        Words.Count == 1 ? $"`{Words[0]}`" : $"one of {string.Join(", ", Words.Select(word => $"`{word}`"))}";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.IsThere && !field.HasPlaceholder && !Has(field.Text))
            {
                string found = PrintableText.Quote(field.Text ?? field.Value.GetRawText());
                findings.Add(field, $"{findings.Name} is '{found}'; it must be {(Words.Count == 1 ? "" : "one of ")}{Limit}.", found);
            }
        }
    }

    private bool Has(string? text)
    {
        for (int i = 0; i < Words.Count; i++)
        {
            if (Words[i] == text)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A text is a whole link with one of these schemes; without any, something before <c>://</c> and something behind it.</summary>
public sealed record Link(ValueList<string> Schemes) : Constraint
{
    /// <inheritdoc/>
    public override string Limit => Schemes.Count == 0 ? "any scheme" : string.Join(", ", Schemes);

    /// <inheritdoc/>
    public override string Describe() => Schemes.Count == 0 ? "a link with any scheme" : $"an {string.Join(" or ", Schemes)} link";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Text is not { } text)
            {
                if (field.IsThere)
                {
                    NotA(JsonValueKind.String, field, findings);
                }
            }
            else if (!field.HasPlaceholder && !string.IsNullOrWhiteSpace(text) && !IsLink(text))
            {
                findings.Add(field, $"{findings.Name} is not {Describe()}.", text);
            }
        }
    }

    private bool IsLink(string text)
    {
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                return false;
            }
        }

        return Schemes.Count == 0
            ? text.IndexOf("://", StringComparison.Ordinal) is > 0 and int at && at + 3 < text.Length
            : Uri.TryCreate(text, UriKind.Absolute, out Uri? link) && Schemes.Contains(link.Scheme);
    }
}

/// <summary>A text has this form.</summary>
/// <param name="Form">A regular expression over the whole text.</param>
/// <param name="Meaning">What it is, for people: half a sentence behind "must be".</param>
public sealed record Matches(string Form, string Meaning) : Constraint
{
    private const int LongestRemembered = 64;

    private readonly Regex _whole = new($@"\A(?:{Form})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // The same names, languages and places come with every row: what had the form has it again.
    private readonly string?[] _remembered = new string?[16];

    /// <inheritdoc/>
    public override string Describe() => Meaning;

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.IsThere && !field.HasPlaceholder && !string.IsNullOrWhiteSpace(field.Text ?? "?")
                && !(field.Text is { } text && Has(text)))
            {
                string found = PrintableText.Quote(field.Text ?? field.Value.GetRawText());
                findings.Add(field, $"{findings.Name} is '{found}'; it must be {Meaning}.", found);
            }
        }
    }

    private bool Has(string text)
    {
        if (text.Length is 0 or > LongestRemembered)
        {
            return _whole.IsMatch(text);
        }

        ref string? remembered = ref _remembered[(text.Length + text[^1]) % _remembered.Length];
        if (remembered == text)
        {
            return true;
        }

        bool has = _whole.IsMatch(text);
        if (has)
        {
            remembered = text;
        }

        return has;
    }
}

/// <summary>A text that WhatsApp puts into a template: one line, without tabs and long gaps, or it refuses the message (132018).</summary>
public sealed record OneLine : Constraint
{
    private const int LongestGap = 4;

    /// <inheritdoc/>
    public override string Limit => "one line";

    /// <inheritdoc/>
    public override string Describe() => $"no line break, no tab, no more than {LongestGap} spaces in a row";

    internal override void Check(List<Field> fields, Findings findings)
    {
        foreach (Field field in fields)
        {
            if (field.Text is { } text && Fault(text) is { } fault)
            {
                findings.Add(field, $"{findings.Name} holds {fault}; a value of a template is one line.", text);
            }
        }
    }

    private static string? Fault(string text)
    {
        int gap = 0;
        foreach (char c in text)
        {
            if (c is '\r' or '\n' or '\u2028' or '\u2029' or '\t')
            {
                return c == '\t' ? "a tab" : "a line break";
            }

            gap = c == ' ' ? gap + 1 : 0;
            if (gap > LongestGap)
            {
                return $"more than {LongestGap} spaces in a row";
            }
        }

        return null;
    }
}
