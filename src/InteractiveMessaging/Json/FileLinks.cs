using System.Buffers;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A file of this machine that a message names.</summary>
/// <param name="Pointer">Where its link stands: a JSON pointer into the message's JSON.</param>
/// <param name="Kind">What it is there: <c>image</c>, <c>video</c>, <c>audio</c> or <c>document</c>.</param>
/// <param name="Link">The link, as <see cref="FileLink"/> writes it.</param>
internal sealed record NamedFile(string Pointer, string Kind, string Link)
{
    /// <summary>Whether it is a value of a template, whose documents are PDF files.</summary>
    public bool IsOfTemplate => Pointer.StartsWith("/template/", StringComparison.Ordinal);
}

/// <summary>
/// Finds links to files of this machine in a message's JSON, and puts what a provider takes in their place. Only where WhatsApp has media
/// does a link count: what a flow is given, say, goes out as it is.
/// </summary>
internal static class FileLinks
{
    private static readonly string[] Kinds = ["image", "video", "audio", "document"];

    // What leads to media: a message of its own, a header, a card, or a value of a template.
    private static readonly string[] Ways = ["header", "action", "cards", "template", "components", "parameters"];

    /// <summary>Whether there can be such a link; one look tells of most messages that there is none.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> json) => json.IndexOf("\"file://"u8) >= 0;

    /// <summary>The files that a message names, in their order.</summary>
    public static IReadOnlyList<NamedFile> Find(ReadOnlyMemory<byte> json)
    {
        if (!MayBeIn(json.Span))
        {
            return [];
        }

        List<NamedFile> found = [];
        using JsonDocument message = JsonDocument.Parse(json);
        Walk(message.RootElement, "", null, (kind, link, pointer) =>
        {
            found.Add(new(pointer, kind, link));
            return null;
        });
        return found;
    }

    /// <summary>The message with another field in place of some of its links.</summary>
    /// <param name="json">The message.</param>
    /// <param name="replacement">The field's name and value for a link; null leaves the link.</param>
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> json, Func<string, (string Name, string Value)?> replacement)
    {
        ArrayBufferWriter<byte> buffer = new(json.Length);
        using JsonDocument message = JsonDocument.Parse(json);
        using (Utf8JsonWriter writer = new(buffer, JsonData.Compact))
        {
            Walk(message.RootElement, "", writer, (_, link, _) => replacement(link));
        }

        return buffer.WrittenMemory;
    }

    // Goes through what leads to media; what does not is copied as it is written, where anything is written at all.
    private static void Walk(JsonElement at, string pointer, Utf8JsonWriter? to, Func<string, string, string, (string, string)?> meet)
    {
        if (at.ValueKind == JsonValueKind.Array)
        {
            to?.WriteStartArray();
            int index = 0;
            foreach (JsonElement item in at.EnumerateArray())
            {
                Walk(item, $"{pointer}/{index++}", to, meet);
            }

            to?.WriteEndArray();
            return;
        }

        if (at.ValueKind != JsonValueKind.Object)
        {
            to?.WriteRawValue(at.GetRawText(), skipInputValidation: true);
            return;
        }

        string? type = at.Text("type");
        to?.WriteStartObject();
        foreach (JsonProperty field in at.EnumerateObject())
        {
            string inner = JsonPointer.Append(pointer, field.Name);
            to?.WritePropertyName(field.Name);
            if (field.Name == type && Kinds.Contains(type) && field.Value.ValueKind == JsonValueKind.Object)
            {
                WalkMedia(field.Value, inner, to, (link, place) => meet(type, link, place));
            }
            else if (Ways.Contains(field.Name))
            {
                Walk(field.Value, inner, to, meet);
            }
            else
            {
                to?.WriteRawValue(field.Value.GetRawText(), skipInputValidation: true);
            }
        }

        to?.WriteEndObject();
    }

    private static void WalkMedia(
        JsonElement media, string pointer, Utf8JsonWriter? to, Func<string, string, (string Name, string Value)?> meet)
    {
        to?.WriteStartObject();
        foreach (JsonProperty field in media.EnumerateObject())
        {
            if (field is { Name: "link", Value.ValueKind: JsonValueKind.String } && field.Value.GetString() is { } link && FileLink.Is(link)
                && meet(link, pointer + "/link") is { } other)
            {
                to?.WriteString(other.Name, other.Value);
                continue;
            }

            to?.WritePropertyName(field.Name);
            to?.WriteRawValue(field.Value.GetRawText(), skipInputValidation: true);
        }

        to?.WriteEndObject();
    }
}
