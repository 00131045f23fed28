using System.Globalization;

namespace InteractiveMessaging;

/// <summary>A file of this machine that WhatsApp takes: of a kind that it knows, not too large, and what its name says.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Type">What it is, by its content.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record MediaFile(string Path, MediaType Type, long Size)
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>Its name without the folders.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Looks at a file.</summary>
    /// <returns>The file, or what is wrong with it.</returns>
    public static (MediaFile? File, MediaFault? Fault) Look(string path)
    {
        string quoted = $"'{PrintableText.Quote(System.IO.Path.GetFileName(path))}'";
        if (Directory.Exists(path))
        {
            return (null, Unread($"'{path}' is a folder, not a file.", "Give the path of a file."));
        }

        FileInfo found = new(path);
        if (!found.Exists)
        {
            return (null, new("media.file", ErrorCause.FileNotFound, $"There is no file '{path}'.", "Check the path, and that the file is "
                + "on the machine that sends."));
        }

        // Before it is opened: a pipe would wait for its writer, and has no length either.
        if (found.Length == 0)
        {
            return (null, new("media.empty", ErrorCause.MediaInvalid, $"The file {quoted} is empty.", "Give a file that holds something.")
            {
                Actual = "0 bytes",
            });
        }

        try
        {
            using FileStream content = found.Open(new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete });
            return Look(path, content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, Unread($"The file '{path}' cannot be read: {failure.Message}", "Give the path of a file that you may read."));
        }
    }

    /// <summary>The same of content that is open already.</summary>
    /// <param name="path">The path, or the name alone.</param>
    /// <param name="content">The whole content; it may be left at any place.</param>
    public static (MediaFile? File, MediaFault? Fault) Look(string path, Stream content)
    {
        string name = System.IO.Path.GetFileName(path);
        string quoted = $"'{PrintableText.Quote(name)}'";
        MediaType? type = MediaContent.TypeOf(content);
        if (type?.Kind is null)
        {
            string what = type switch
            {
                null => $"The file {quoted} is not of a kind that WhatsApp takes.",
                { Mime: "image/webp" } => $"The file {quoted} is a WebP picture, which WhatsApp takes for stickers alone.",
                _ => $"The file {quoted} is {type.Name}, which WhatsApp does not take.",
            };
            MediaFault fault = Invalid("media.type", what, $"WhatsApp takes these: {MediaType.Taken()}.");
            return (null, fault with { Actual = type?.Mime ?? "unknown" });
        }

        if (!type.Fits(name))
        {
            string extension = System.IO.Path.GetExtension(name);
            return (null, Invalid(
                "media.name",
                $"The file {quoted} is {type.Name} ({type.Mime}), and its name says otherwise.",
                $"Give the file that is meant, or rename this one: {string.Join(" or ", type.Extensions)} in place of {extension}.") with
            {
                Actual = type.Mime,
            });
        }

        return content.Length <= type.Limit ? (new(path, type, content.Length), null) : (null, Invalid(
            "media.size",
            $"The file {quoted} has {Show(content.Length)}; WhatsApp takes {type.Kind} files of up to {Show(type.Limit)}.",
            "Make the file smaller.") with
        {
            Limit = Show(type.Limit),
            Actual = Show(content.Length),
        });
    }

    /// <summary>What is wrong with it where a file of this kind belongs; null where it is one.</summary>
    /// <param name="kind"><c>image</c>, <c>video</c>, <c>audio</c> or <c>document</c>.</param>
    /// <param name="ofTemplate">Whether it is a value of a template, whose documents are PDF files.</param>
    public MediaFault? FaultAs(string kind, bool ofTemplate)
    {
        string quoted = $"'{PrintableText.Quote(Name)}'";
        return kind != Type.Kind
            ? Invalid("media.kind", $"The file {quoted} is {Type.Name}, which is {Article(Type.Kind!)}, and {Article(kind)} belongs here.",
                $"Give a file of this kind: {MediaType.Taken(kind)}. For this file use -{Title(Type.Kind!)}.") with
            { Limit = kind, Actual = Type.Mime }
            : ofTemplate && kind == "document" && Type.Mime != MediaType.Pdf
            ? Invalid("media.template", $"The file {quoted} is {Type.Name}, and the document of a template is a PDF.",
                "Give a PDF file.") with
            { Limit = MediaType.Pdf, Actual = Type.Mime }
            : null;
    }

    /// <summary>Its name, type and size.</summary>
    public override string ToString() => $"{PrintableText.Quote(Name)} ({Type.Mime}, {Show(Size)})";

    /// <summary>A number of bytes, for people; the exact number as well, so that one byte too many can be seen.</summary>
    public static string Show(long bytes) => bytes < Megabyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:0.#} MB ({bytes:N0} bytes)");

    private static string Article(string kind) => kind switch { "audio" => "a sound", "image" => "a picture", _ => $"a {kind}" };

    private static string Title(string kind) => char.ToUpperInvariant(kind[0]) + kind[1..];

    private static MediaFault Invalid(string rule, string message, string recommendation) =>
        new(rule, ErrorCause.MediaInvalid, message, recommendation);

    private static MediaFault Unread(string message, string recommendation) =>
        new("media.file", ErrorCause.FileNotRead, message, recommendation);
}
