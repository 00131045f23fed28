using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>
/// WhatsApp's id of a person for one business, who may hide the number behind a username: a country code, a dot and up to 128 letters
/// and digits; that of a group of businesses has <c>ENT.</c> between them (Meta, Business-scoped user IDs).
/// </summary>
public readonly partial record struct UserId
{
    /// <summary>What an id looks like, as a regular expression over the whole of it.</summary>
    internal const string Pattern = @"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}";

    private UserId(string text) => Text = text;

    /// <summary>The whole id, such as <c>US.13491208655302741918</c>.</summary>
    public string Text { get; }

    /// <summary>The id as WhatsApp writes it.</summary>
    public override string ToString() => Text;

    /// <summary>Reads an id. It is taken as it is, because WhatsApp knows no other spelling of it.</summary>
    /// <param name="text">The id as given; white space round it is passed over.</param>
    /// <param name="id">The id.</param>
    /// <param name="error">Why it is not one, and what to do.</param>
    public static bool TryParse(string? text, out UserId id, [NotNullWhen(false)] out string? error)
    {
        string trimmed = text?.Trim() ?? "";
        bool fits = Whole().IsMatch(trimmed);
        id = fits ? new(trimmed) : default;
        error = fits ? null
            : trimmed.Length == 0 ? "The user id is empty."
            : $"'{PrintableText.Quote(trimmed)}' is not a user id: a user id is two capital letters, a dot and up to 128 letters and "
                + "digits, such as US.13491208655302741918. A phone number goes into -To or a column of numbers.";
        return fits;
    }

    /// <summary>Whether a text has the form of a user id, also where its letters are small: it is nobody's phone number.</summary>
    public static bool LooksLike(ReadOnlySpan<char> text) => Similar().IsMatch(text.Trim());

    [GeneratedRegex($@"\A{Pattern}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex($@"\A{Pattern}\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Similar();
}
