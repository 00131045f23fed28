using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace InteractiveMessaging;

/// <summary>Tells what a file is by what stands in it. Its name says nothing here.</summary>
internal static class MediaContent
{
    private const int HeadLength = 4096;
    private const int MoreLength = 1024 * 1024;
    private const int OleEntry = 128;

    // What the first bytes say where they say all.
    private static readonly (byte[] Start, string Mime)[] Starts =
    [
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], "image/png"),
        ([.. "GIF87a"u8], "image/gif"),
        ([.. "GIF89a"u8], "image/gif"),
        ([.. "%PDF-"u8], MediaType.Pdf),
        ([.. "#!AMR\n"u8], "audio/amr"),
    ];

    // The streams by which Office 97 keeps its documents apart, and the folders of the later one.
    private static readonly (string Part, string Mime)[] OleParts =
    [
        ("WordDocument", "application/msword"), ("Workbook", "application/vnd.ms-excel"), ("Book", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ];

    private static readonly (string Part, string Mime)[] ZipParts =
    [
        ("word/", MediaType.All.First(type => type.Name == "Word").Mime), ("xl/", MediaType.All.First(type => type.Name == "Excel").Mime),
        ("ppt/", MediaType.All.First(type => type.Name == "PowerPoint").Mime),
    ];

    /// <summary>The type of a file; null where it is none that is known.</summary>
    /// <param name="content">The whole file. It may be left at any place.</param>
    public static MediaType? TypeOf(Stream content) => MimeOf(content) is { } mime ? MediaType.Of(mime) : null;

    private static string? MimeOf(Stream content)
    {
        ReadOnlySpan<byte> head = Read(content, 0, HeadLength);
        foreach ((byte[] start, string mime) in Starts)
        {
            if (head.StartsWith(start))
            {
                return mime;
            }
        }

        return head switch
        {
            _ when head.StartsWith("RIFF"u8) && At(head, 8, "WEBP"u8) => "image/webp",
            _ when head.StartsWith("OggS"u8) => head.IndexOf("OpusHead"u8) is > 0 and < 512 ? "audio/ogg" : "application/ogg",
            _ when At(head, 4, "ftyp"u8) => OfBrand(head, content),
            _ when head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) => OfOle(head, content),
            _ when head.StartsWith("PK\x03\x04"u8) => OfZip(content),
            [(byte)'I', (byte)'D', (byte)'3', >= 2 and <= 4, ..] => "audio/mpeg",
            [0xFF, var second, ..] when (second & 0xF6) == 0xF0 => "audio/aac",

            // A frame of MPEG audio: the version is not the reserved one, and the layer is named.
            [0xFF, var second, ..] when (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08 && (second & 0x06) != 0 => "audio/mpeg",
            _ => IsText(head) ? "text/plain" : null,
        };
    }

    // The box that every MP4, M4A, 3GP and MOV begins with names its brand.
    private static string? OfBrand(ReadOnlySpan<byte> head, Stream content) => head.Length < 12 ? null
        : Encoding.Latin1.GetString(head[8..12]) switch
        {
            "M4A " or "M4B " => "audio/mp4",
            "qt  " => "video/quicktime",
            ['3', 'g', 'p', _] => "video/3gpp",
            ['3', 'g', '2', _] or "heic" or "heix" or "mif1" or "avif" or "crx " => null,
            _ => HasSoundAlone(content) ? "audio/mp4" : "video/mp4",
        };

    // Recorders write sound under the brand of videos. What the tracks are stands in the boxes "hdlr" within "moov".
    private static bool HasSoundAlone(Stream content)
    {
        long at = 0;
        while (Read(content, at, 16) is { Length: >= 8 } box)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(box);
            size = size == 1 && box.Length == 16 ? BinaryPrimitives.ReadInt64BigEndian(box.AsSpan(8)) : size;
            if (At(box, 4, "moov"u8))
            {
                ReadOnlySpan<byte> tracks = Read(content, at, (int)Math.Clamp(size, 0, MoreLength));
                bool sound = false;
                for (int found; (found = tracks.IndexOf("hdlr"u8)) >= 0; tracks = tracks[(found + 4)..])
                {
                    if (At(tracks, found + 12, "vide"u8))
                    {
                        return false;
                    }

                    sound |= At(tracks, found + 12, "soun"u8);
                }

                return sound;
            }

            if (size < 8 || at > content.Length - size)
            {
                return false;
            }

            at += size;
        }

        return false;
    }

    // The directory of a compound file: entries of 128 bytes, each with its name first.
    private static string? OfOle(ReadOnlySpan<byte> head, Stream content)
    {
        if (head.Length < 52)
        {
            return null;
        }

        int shift = BinaryPrimitives.ReadUInt16LittleEndian(head[30..]);
        long sector = BinaryPrimitives.ReadUInt32LittleEndian(head[48..]);
        if (shift is not (9 or 12))
        {
            return null;
        }

        byte[] directory = Read(content, (sector + 1) << shift, MoreLength);
        for (int at = 0; at + OleEntry <= directory.Length; at += OleEntry)
        {
            string name = Encoding.Unicode.GetString(directory, at, 64).Split('\0')[0];
            if (OleParts.FirstOrDefault(part => part.Part == name).Mime is { } mime)
            {
                return mime;
            }
        }

        return null;
    }

    private static string OfZip(Stream content)
    {
        const string Zip = "application/zip";
        try
        {
            using ZipArchive archive = new(content, ZipArchiveMode.Read, leaveOpen: true);
            bool Has(string part) => archive.Entries.Any(entry => entry.FullName.StartsWith(part, StringComparison.Ordinal));
            return archive.GetEntry("[Content_Types].xml") is null ? Zip : ZipParts.FirstOrDefault(part => Has(part.Part)).Mime ?? Zip;
        }
        catch (InvalidDataException)
        {
            return Zip;
        }
    }

    // Text has no control characters but those of lines and columns. Which characters its other bytes are does not matter.
    private static bool IsText(ReadOnlySpan<byte> head) =>
        head.Length > 0 && head.IndexOfAnyInRange((byte)0, (byte)8) < 0 && head.IndexOfAnyInRange((byte)14, (byte)31) < 0
        && head.IndexOfAny((byte)11, (byte)127) < 0;

    private static bool At(ReadOnlySpan<byte> bytes, int place, ReadOnlySpan<byte> text) =>
        place <= bytes.Length && bytes[place..].StartsWith(text);

    private static byte[] Read(Stream content, long from, int length)
    {
        if (from < 0 || from >= content.Length)
        {
            return [];
        }

        content.Position = from;
        byte[] bytes = new byte[(int)Math.Min(length, content.Length - from)];
        return bytes[..content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
