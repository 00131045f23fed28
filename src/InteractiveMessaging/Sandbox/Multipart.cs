using System.Net.Http.Headers;
using System.Text;

namespace InteractiveMessaging;

/// <summary>One field of a form.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="FileName">The name of the file in it; null where it holds a plain value.</param>
/// <param name="Type">The MIME type that stands beside it; null where none does.</param>
/// <param name="Content">What it holds.</param>
internal sealed record FormPart(string Name, string? FileName, string? Type, ReadOnlyMemory<byte> Content)
{
    /// <summary>The value of a plain field.</summary>
    public string Text => Encoding.UTF8.GetString(Content.Span);
}

/// <summary>Reads the fields of a form with files (multipart/form-data, RFC 2046 and RFC 7578).</summary>
internal static class Multipart
{
    /// <summary>The media type of such forms.</summary>
    public const string FormType = "multipart/form-data";

    /// <summary>The fields in their order; null where the body is not such a form, or is cut.</summary>
    /// <param name="contentType">The header Content-Type, which names the boundary.</param>
    /// <param name="body">The whole body.</param>
    public static IReadOnlyList<FormPart>? Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            || !FormType.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase)
            || type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value
                is not { } boundary || boundary.Trim('"') is not { Length: > 0 } bare)
        {
            return null;
        }

        // The first boundary may stand at the very beginning, every other one at the beginning of a line.
        byte[] dashed = Encoding.Latin1.GetBytes("--" + bare);
        byte[] onLine = [.. "\r\n"u8, .. dashed];
        int at = body.Span.StartsWith(dashed) ? dashed.Length : After(body.Span, onLine, 0);
        List<FormPart> parts = [];
        while (at >= 0)
        {
            ReadOnlySpan<byte> rest = body.Span[at..];
            if (rest.StartsWith("--"u8))
            {
                return parts;
            }

            int head = After(body.Span, "\r\n"u8, at);
            int content = head < 0 ? -1 : After(body.Span, "\r\n\r\n"u8, head - 2);
            int next = content < 0 ? -1 : After(body.Span, onLine, content);
            if (next < 0 || !rest[..(head - 2 - at)].Trim(" \t"u8).IsEmpty
                || PartOf(body.Span[head..Math.Max(head, content - 4)], body[content..(next - onLine.Length)]) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            at = next;
        }

        return null;
    }

    private static FormPart? PartOf(ReadOnlySpan<byte> head, ReadOnlyMemory<byte> content)
    {
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in Encoding.UTF8.GetString(head).Split("\r\n"))
        {
            if (line.Split(':', 2) is [var name, var value])
            {
                fields[name.Trim()] = value.Trim();
            }
        }

        string[] disposition = [.. fields.GetValueOrDefault("Content-Disposition", "").Split(';').Select(field => field.Trim())];
        return disposition[0].Equals("form-data", StringComparison.OrdinalIgnoreCase) && Parameter(disposition, "name") is { } named
            ? new(named, Parameter(disposition, "filename"), fields.GetValueOrDefault("Content-Type"), content)
            : null;
    }

    private static string? Parameter(string[] fields, string name) => fields
        .Where(field => field.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
        .Select(field => field[(name.Length + 1)..].Trim('"')).FirstOrDefault();

    private static int After(ReadOnlySpan<byte> body, ReadOnlySpan<byte> text, int from) =>
        body[from..].IndexOf(text) is >= 0 and int found ? from + found + text.Length : -1;
}
