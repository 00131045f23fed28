using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace InteractiveMessaging;

/// <summary>A phone number in E.164: a country code and a national number, at most 15 digits (ITU-T E.164).</summary>
public readonly record struct PhoneNumber
{
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    // Behind an area code and a slash, a number goes on with more digits than these.
    private const int FewestBehindSlash = 4;

    // Countries whose numbers keep the leading zero behind the country code; everywhere else it is a trunk prefix.
    private static readonly string[] KeepLeadingZero = ["39", "225", "229", "242", "378"];

    private static readonly SearchValues<char> Separators = SearchValues.Create(
        " .-()[]\t\u00a0\u2007\u202f\u2009\u2010\u2011\u2012\u2013\u2212\u200e\u200f\u202a\u202c\u2066\u2069");

    private PhoneNumber(string digits) => Digits = digits;

    /// <summary>Country code and national number, digits only.</summary>
    public string Digits { get; }

    /// <summary>The country code, digits only; null where the number begins with none that the ITU has assigned (ITU-T E.164).</summary>
    public string? CountryCode => CountryCodes.Of(Digits) is > 0 and int code ? code.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>Why it is probably nobody's number, as a sentence; null where nothing is known against it.</summary>
    internal string? Doubt => CountryCodes.Of(Digits) is var code && code == 0
        ? $"{this} begins with no country code that the ITU has assigned."
        : CountryCodes.DigitsBehind(code) is { } wanted && Digits.Length - CountryCode!.Length is var found && found != wanted
        ? $"{this} begins with the country code {code}, behind which a number has {wanted} digits; this has {found}."
        : null;

    /// <summary>The number with its plus: <c>+393331234567</c>.</summary>
    public override string ToString() => "+" + Digits;

    /// <summary>
    /// Reads a number as people have it: spaces, dots, dashes, brackets and slashes are passed over, <c>00</c> stands for the plus.
    /// </summary>
    /// <param name="text">The number as given.</param>
    /// <param name="reading">What a number without a plus is taken for.</param>
    /// <param name="number">The number.</param>
    /// <param name="error">Why it is none, the likely cause, and what to do.</param>
    public static bool TryParse(string? text, NumberReading reading, out PhoneNumber number, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(reading);
        number = default;

        // A spreadsheet marks a text with an apostrophe, which is not part of it.
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim().TrimStart('\'');
        if (trimmed.IsEmpty)
        {
            error = "The phone number is empty.";
            return false;
        }

        string? fault = Read(trimmed, reading, out number);
        error = fault is null ? null : $"'{PrintableText.Quote(text)}' {fault}";
        return error is null;
    }

    // What is wrong with it: a sentence that goes on after the number.
    private static string? Read(ReadOnlySpan<char> text, NumberReading reading, out PhoneNumber number)
    {
        number = default;
        Span<char> buffer = stackalloc char[32];
        int length = 0;
        int slash = 0;
        bool plus = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsAsciiDigit(c))
            {
                if (length < buffer.Length)
                {
                    buffer[length++] = c;
                }
            }
            else if (c is '+' or '\uff0b' && length == 0 && !plus)
            {
                plus = true;
            }
            else if (c == '/')
            {
                slash = length;
            }
            else if (!Separators.Contains(c))
            {
                return NotADigit(text, i);
            }
        }

        if (slash > 0 && length - slash is > 0 and < FewestBehindSlash)
        {
            return $"seems to hold two numbers: '/{buffer[slash..length]}' is too short to be part of one. Write one number.";
        }

        ReadOnlySpan<char> digits = buffer[..length];
        if (!plus && digits.StartsWith("00"))
        {
            plus = true;
            digits = digits[2..];
        }

        return plus || reading.Kind == NumberKind.International ? Complete(digits, out number)
            : reading.Kind == NumberKind.National ? National(digits, reading.CountryCode!, out number)
            : "has no country code: a number starts with + or 00. Out of Excel it may have lost its plus or its zeros, and in PowerShell "
                + "an unquoted +39... loses them too (quote it).";
    }

    private static string? National(ReadOnlySpan<char> digits, string countryCode, out PhoneNumber number)
    {
        // Nobody's national number has twelve digits and begins with the country's own code: it is complete already.
        if (digits.Length >= 12 && digits.StartsWith(countryCode))
        {
            number = default;
            return $"begins with {countryCode} and is too long for a national number: it seems to hold its country code already. "
                + "Write it with a plus, or use -International instead of -CountryCode.";
        }

        ReadOnlySpan<char> national = countryCode switch
        {
            "1" when digits.Length == 11 && digits[0] == '1' => digits[1..],
            "7" when digits.Length == 11 && digits[0] == '8' => digits[1..],
            "36" when digits.StartsWith("06") => digits[2..],
            _ when digits.Length > 0 && digits[0] == '0' && !KeepLeadingZero.Contains(countryCode) => digits[1..],
            _ => digits,
        };
        return Complete(string.Concat(countryCode, national), out number);
    }

    private static string? Complete(ReadOnlySpan<char> digits, out PhoneNumber number)
    {
        string? fault = digits.Length < FewestDigits
            ? $"is too short: a number has at least {FewestDigits} digits with its country code, this has {digits.Length}."
            : digits.Length > MostDigits
            ? $"is too long: a number has at most {MostDigits} digits with its country code. Two numbers in one cell?"
            : digits[0] == '0' ? "has no country code behind the plus: no country code starts with 0."
            : null;
        number = fault is null ? new(digits.ToString()) : default;
        return fault;
    }

    private static string NotADigit(ReadOnlySpan<char> text, int at)
    {
        if (UserId.LooksLike(text))
        {
            return "is a user id, not a phone number. WhatsApp would take it as a number without an error and deliver nothing: "
                + "give it with -UserId, or in a column UserId.";
        }

        if (text.IndexOfAny('E', 'e') >= 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return "is a number that Excel has rounded; its last digits are lost. Format the column as text and export it again.";
        }

        _ = Rune.DecodeFromUtf16(text[at..], out Rune found, out _);
        bool shows = Rune.GetUnicodeCategory(found) is not (UnicodeCategory.Control or UnicodeCategory.Format);
        return Rune.IsDigit(found) ? $"has the digit '{found}' of another script; write it with 0 to 9."
            : shows ? $"is not a phone number: it holds '{found}'."
            : $"is not a phone number: it holds U+{found.Value:X4}.";
    }
}

/// <summary>What a number without a plus is.</summary>
public enum NumberKind
{
    /// <summary>An error: a guess can reach a stranger.</summary>
    Explicit,

    /// <summary>A national number of a country that is named.</summary>
    National,

    /// <summary>Complete; only the plus is missing.</summary>
    International,
}

/// <summary>How numbers without a plus are read.</summary>
public sealed record NumberReading
{
    private NumberReading(NumberKind kind, string? countryCode = null) => (Kind, CountryCode) = (kind, countryCode);

    /// <summary>Only numbers with a plus or <c>00</c> are taken.</summary>
    public static NumberReading Explicit { get; } = new(NumberKind.Explicit);

    /// <summary>Numbers are complete; only the plus is missing.</summary>
    public static NumberReading International { get; } = new(NumberKind.International);

    /// <summary>What a number without a plus is.</summary>
    public NumberKind Kind { get; }

    /// <summary>The country code of national numbers, digits only.</summary>
    public string? CountryCode { get; }

    /// <summary>Numbers without a plus are national numbers of this country.</summary>
    /// <param name="code">1 to 3 digits, with or without a plus.</param>
    /// <exception cref="ArgumentException">It is not a country code.</exception>
    public static NumberReading National(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        string digits = code.Trim().TrimStart('+');
        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            digits = digits[2..];
        }

        return digits.Length is >= 1 and <= 3 && digits.All(char.IsAsciiDigit) && digits[0] != '0'
            ? new(NumberKind.National, digits)
            : throw new ArgumentException(
                $"'{PrintableText.Quote(code)}' is not a country code: it has 1 to 3 digits and no leading zero, such as 39 or +39.");
    }
}
