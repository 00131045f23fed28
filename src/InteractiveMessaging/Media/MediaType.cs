namespace InteractiveMessaging;

/// <summary>A type of file: what WhatsApp takes it for, and how large it may be.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Mime">Its MIME type.</param>
/// <param name="Kind"><c>image</c>, <c>video</c>, <c>audio</c> or <c>document</c>; null where WhatsApp takes no such file.</param>
/// <param name="Extensions">What names of such files end in.</param>
internal sealed record MediaType(string Name, string Mime, string? Kind, ValueList<string> Extensions)
{
    /// <summary>The document that says what WhatsApp takes.</summary>
    public const string Source = "Meta, Media";

    /// <summary>The kind of the file that a template's header takes as a document.</summary>
    public const string Pdf = "application/pdf";

    private const string Image = "image";
    private const string Video = "video";
    private const string Audio = "audio";
    private const string Document = "document";
    private const string Office = "application/vnd.openxmlformats-officedocument.";
    private const int Megabyte = 1024 * 1024;

    /// <summary>The largest file of each kind, in bytes.</summary>
    public static IReadOnlyDictionary<string, long> Limits { get; } = new Dictionary<string, long>
    {
        [Image] = 5 * Megabyte,
        [Video] = 16 * Megabyte,
        [Audio] = 16 * Megabyte,
        [Document] = 100 * Megabyte,
    };

    /// <summary>The types that are recognised.</summary>
    public static IReadOnlyList<MediaType> All { get; } =
    [
        new("JPEG", "image/jpeg", Image, [".jpg", ".jpeg"]),
        new("PNG", "image/png", Image, [".png"]),
        new("MP4", "video/mp4", Video, [".mp4", ".m4v", ".3gp"]),
        new("3GP", "video/3gpp", Video, [".3gp", ".mp4"]),
        new("AAC", "audio/aac", Audio, [".aac"]),
        new("AMR", "audio/amr", Audio, [".amr"]),
        new("MP3", "audio/mpeg", Audio, [".mp3"]),
        new("M4A", "audio/mp4", Audio, [".m4a", ".mp4"]),
        new("Ogg Opus", "audio/ogg", Audio, [".ogg", ".opus"]),
        new("PDF", Pdf, Document, [".pdf"]),
        new("Word 97", "application/msword", Document, [".doc"]),
        new("Excel 97", "application/vnd.ms-excel", Document, [".xls"]),
        new("PowerPoint 97", "application/vnd.ms-powerpoint", Document, [".ppt"]),
        new("Word", Office + "wordprocessingml.document", Document, [".docx"]),
        new("Excel", Office + "spreadsheetml.sheet", Document, [".xlsx"]),
        new("PowerPoint", Office + "presentationml.presentation", Document, [".pptx"]),
        new("text", "text/plain", Document, [".txt"]),

        // Met often, and not taken: the error can say what it is.
        new("WebP", "image/webp", null, [".webp"]),
        new("GIF", "image/gif", null, [".gif"]),
        new("QuickTime", "video/quicktime", null, [".mov"]),
        new("Ogg without Opus", "application/ogg", null, []),
        new("ZIP", "application/zip", null, [".zip"]),
    ];

    /// <summary>The largest such file, in bytes; 0 where WhatsApp takes none.</summary>
    public long Limit => Kind is null ? 0 : Limits[Kind];

    /// <summary>The type with this MIME type.</summary>
    public static MediaType Of(string mime) => All.First(type => type.Mime == mime);

    /// <summary>Whether a file may have this name: it ends in one of the extensions, or in none that belongs to another type.</summary>
    public bool Fits(string fileName)
    {
        string extension = Path.GetExtension(fileName);
        bool Has(MediaType type) => type.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
        return Has(this) || !All.Any(Has);
    }

    /// <summary>What WhatsApp takes of one kind, or of all, with the limits: for people.</summary>
    public static string Taken(string? kind = null) => string.Join(", ",
        from type in All
        where type.Kind is not null && (kind ?? type.Kind) == type.Kind
        group type.Name by type.Kind into types
        select $"{types.Key} ({string.Join(", ", types)}; up to {Limits[types.Key] / Megabyte} MB)");
}
