using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InteractiveMessaging.Tests.Connections;

/// <summary>
/// How a provider may write a key that it repeats. What others' encoders make of it is made by them, the rest by a line of our own.
/// </summary>
internal static partial class Echo
{
    private static readonly Dictionary<char, string> Names = "quot\" bsol\\ sol/ plus+ equals= amp& percnt% lt< gt> period."
        .Split(' ').ToDictionary(named => named[^1], named => named[..^1]);

    /// <summary>Every form of which docs/security.md says that it is hidden.</summary>
    public static IReadOnlyDictionary<string, Func<string, string>> Forms { get; } = new Dictionary<string, Func<string, string>>
    {
        ["as it is"] = key => key,
        ["upper case"] = key => key.ToUpperInvariant(),
        ["JSON"] = Json,
        ["JSON, relaxed"] = key => JsonEncodedText.Encode(key, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ["JSON, slashes"] = key => Json(key).Replace("/", "\\/", StringComparison.Ordinal),
        ["JSON, all by number"] = key => Each(key, c => $"\\u{(int)c:x4}"),
        ["JSON, all by number, upper case"] = key => Each(key, c => $"\\u{(int)c:X4}"),
        ["JSON within JSON"] = key => Json(Json(key)),
        ["JSON within JSON within JSON"] = key => Json(Json(Json(key))),
        ["JavaScript"] = key => Each(key, c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"\\x{(int)c:x2}"),
        ["address, Uri"] = Uri.EscapeDataString,
        ["address, WebUtility"] = key => WebUtility.UrlEncode(key),
        ["address, a plus left"] = key => Uri.EscapeDataString(key).Replace("%2B", "+", StringComparison.Ordinal),
        ["address, only what must be"] = key => Each(key, c => c is '%' or '"' or '\\' ? Uri.HexEscape(c) : $"{c}"),
        ["address, lower case"] = key => Each(key, c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"%{(int)c:x2}"),
        ["address, all"] = key => Each(key, c => $"%{(int)c:X2}"),
        ["address, twice"] = key => Uri.EscapeDataString(Uri.EscapeDataString(key)),
        ["address, three times"] = key => Uri.EscapeDataString(Uri.EscapeDataString(Uri.EscapeDataString(key))),
        ["a form read back"] = key => key.Replace('+', ' '),
        ["HTML, WebUtility"] = key => WebUtility.HtmlEncode(key)!,
        ["HTML, HtmlEncoder"] = HtmlEncoder.Default.Encode,
        ["HTML, names"] = key => Each(key, c => Names.TryGetValue(c, out string? name) ? $"&{name};" : $"{c}"),
        ["HTML, decimal"] = key => Each(key, c => $"&#{(int)c};"),
        ["HTML, hexadecimal"] = key => Each(key, c => $"&#x{(int)c:x2};"),
        ["HTML, with zeros"] = key => Each(key, c => $"&#X{(int)c:X6};"),
        ["HTML, twice"] = key => WebUtility.HtmlEncode(WebUtility.HtmlEncode(key))!,
        ["HTML within JSON"] = key => Json(WebUtility.HtmlEncode(key)!),
        ["address within HTML within JSON"] = key => Json(WebUtility.HtmlEncode(Uri.EscapeDataString(key))!),
        ["base64"] = Base64,
        ["base64 of a header"] = key => Base64($"Bearer {key}"),
        ["base64 of a name and it"] = key => Base64($"name:{key}:end"),
        ["base64 for addresses"] = key => Base64($"??{key}~~").Replace('+', '-').Replace('/', '_').TrimEnd('='),
        ["base64 in an address"] = key => Uri.EscapeDataString(Base64(key)),
        ["cut"] = key => key[..((key.Length + 1) / 2)],
    };

    /// <summary>
    /// Whether a text tells the key, or the first half of it (8 characters at least), to somebody who takes up to three escapes off it.
    /// </summary>
    public static bool Tells(string? text, string key)
    {
        string half = key[..Math.Max((key.Length + 1) / 2, Math.Min(key.Length, 8))];
        HashSet<string> seen = [text ?? ""];
        Queue<(string Text, int Layers)> left = new([(text ?? "", 0)]);
        while (left.TryDequeue(out (string Text, int Layers) next))
        {
            if (next.Text.Contains(half, StringComparison.OrdinalIgnoreCase)
                || next.Text.Contains(half.Replace('+', ' '), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            foreach (string unescaped in (string[])[OffJson(next.Text), OffAddress(next.Text), WebUtility.HtmlDecode(next.Text)])
            {
                if (next.Layers < 3 && seen.Add(unescaped))
                {
                    left.Enqueue((unescaped, next.Layers + 1));
                }
            }
        }

        string encoded = Base64(key)[..(key.Length / 3 * 4)];
        return seen.Any(one => encoded.Length > 8 && one.Contains(encoded, StringComparison.Ordinal));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static string Json(string text) => JsonSerializer.Serialize(text)[1..^1];

    private static string Each(string key, Func<char, string> write) => string.Concat(key.Select(write));

    private static string OffJson(string text) => JsonEscape().Replace(text, match => match.Value[1] switch
    {
        'u' or 'x' => $"{(char)int.Parse(match.Value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)}",
        var sign => $"{sign}",
    });

    private static string OffAddress(string text) =>
        Percent().Replace(text, match => $"{(char)Convert.FromHexString(match.Value[1..])[0]}");

    [GeneratedRegex("""\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|["'\\/])""")]
    private static partial Regex JsonEscape();

    [GeneratedRegex("%[0-9a-fA-F]{2}")]
    private static partial Regex Percent();
}
