namespace InteractiveMessaging;

/// <summary>What stands above the body of an interactive message: a text, or a picture, a video or a document.</summary>
public sealed record Header : MessagePart
{
    // What is recognised, and what people try beside it.
    private static readonly string[] MediaExtensions =
    [
        .. MediaType.All.SelectMany(type => type.Extensions), ".bmp", ".svg", ".avi", ".webm", ".wav", ".odt", ".rtf", ".csv",
    ];

    private Header(string type) => Type = type;

    /// <summary><c>text</c>, <c>image</c>, <c>video</c> or <c>document</c>.</summary>
    public string Type { get; }

    /// <summary>The text of a text header, up to 60 characters, without markdown and line breaks.</summary>
    public string? Text { get; internal init; }

    /// <summary>Where the media lies. Either this or <see cref="MediaId"/> is set for media.</summary>
    public string? Link { get; internal init; }

    /// <summary>The id of media that was uploaded to the provider before.</summary>
    public string? MediaId { get; internal init; }

    /// <summary>The name a document is shown under.</summary>
    public string? FileName { get; internal init; }

    /// <summary>A caption for the media. WhatsApp knows none in a header; the rules of some providers allow it.</summary>
    public string? Caption { get; internal init; }

    /// <summary>A text header.</summary>
    public static Header OfText(string text) => new("text") { Text = text };

    /// <summary>A media header.</summary>
    /// <param name="type"><c>image</c>, <c>video</c> or <c>document</c>.</param>
    /// <param name="source">A link (anything with <c>://</c> in it, or a placeholder for one) or the id of uploaded media.</param>
    public static Header OfMedia(string type, string source) =>
        LooksLikeLink(source) ? new(type) { Link = source } : new(type) { MediaId = source };

    /// <summary>A text stands for a text header.</summary>
    public static implicit operator Header(string text) => OfText(text);

    /// <summary>The text, or the kind of media and where it comes from.</summary>
    public override string ToString() => Text ?? $"{Type}: {Link ?? MediaId}";

    /// <summary>A header of this type with nothing in it yet; null where WhatsApp knows no such type.</summary>
    internal static Header? Of(string? type) => type is "text" or "image" or "video" or "document" ? new(type) : null;

    internal Header MapTexts(Func<string, string> map) => this with
    {
        Text = Text is null ? null : map(Text),
        Link = Link is null ? null : map(Link),
        MediaId = MediaId is null ? null : map(MediaId),
        FileName = FileName is null ? null : map(FileName),
        Caption = Caption is null ? null : map(Caption),
    };

    /// <summary>Whether this is the name of a file, which is neither a link nor the id of media.</summary>
    internal static bool NamesFile(string source) => source.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
        || (!LooksLikeLink(source) && (source is ['.' or '~' or '/' or '\\', ..] or [_, ':', ..]
            || MediaExtensions.Contains(Path.GetExtension(source), StringComparer.OrdinalIgnoreCase)));

    // Media ids are plain numbers or tokens. A bare placeholder is a link: cells of a CSV hold addresses, not upload ids.
    private static bool LooksLikeLink(string source) =>
        source.Contains("://", StringComparison.Ordinal) || source.StartsWith("{{", StringComparison.Ordinal);
}
