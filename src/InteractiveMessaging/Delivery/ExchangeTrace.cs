using System.Globalization;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// One request and its reply as lines for the person who looks for a fault. The key is hidden; what the message says is not.
/// </summary>
internal static class ExchangeTrace
{
    private const int Longest = 8192;

    /// <summary>The lines of one exchange.</summary>
    /// <param name="row">The number of the row.</param>
    /// <param name="request">What was sent.</param>
    /// <param name="result">What came back; the key is taken out of its reply.</param>
    /// <param name="redact">Hides the key in a text.</param>
    public static IEnumerable<string> Lines(long row, TransportRequest request, TransportResult result, Func<string?, string?> redact)
    {
        string start = string.Create(CultureInfo.InvariantCulture, $"Row {row}");
        yield return $"{start} > POST {redact(request.Address.AbsoluteUri)} ({request.MediaType}; {request.KeyHeader}: ***)";
        yield return $"{start} > {Short(redact(Encoding.UTF8.GetString(request.Body.Span))!)}";
        yield return result.Reply is not { } reply
            ? $"{start} < {redact(result.Failure)}"
            : string.Create(CultureInfo.InvariantCulture, $"{start} < HTTP {reply.Status} {Short(redact(reply.Content)!)}");
    }

    private static string Short(string text) => PrintableText.Short(text, Longest);
}
