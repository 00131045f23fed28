using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace InteractiveMessaging.Tests.Media;

/// <summary>The least that a file of each type holds, put together from the specifications of the formats.</summary>
internal static class MediaSamples
{
    public static byte[] Png { get; } = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8];

    public static byte[] Pdf { get; } = [.. "%PDF-1.7\n%%EOF\n"u8];

    /// <summary>Contents by a name, with the MIME type that each is; null where it is none that is known.</summary>
    public static IReadOnlyDictionary<string, (byte[] Content, string? Mime)> All { get; } = new Dictionary<string, (byte[], string?)>
    {
        ["JPEG with JFIF"] = ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8], "image/jpeg"),
        ["JPEG with Exif"] = ([0xFF, 0xD8, 0xFF, 0xE1, 0, 16, .. "Exif\0"u8], "image/jpeg"),
        ["PNG"] = (Png, "image/png"),
        ["GIF"] = ([.. "GIF89a"u8, 1, 0, 1, 0], "image/gif"),
        ["WebP"] = ([.. "RIFF"u8, 4, 0, 0, 0, .. "WEBPVP8L"u8], "image/webp"),
        ["MP4"] = (Boxes("isom", "vide", "soun"), "video/mp4"),
        ["MP4 of another brand, its index behind the pictures"] = (Boxes("mp42", before: 100, handlers: "vide"), "video/mp4"),
        ["MP4 without an index"] = (Boxes("isom"), "video/mp4"),
        ["sound in an MP4, as recorders write it"] = (Boxes("mp42", "soun"), "audio/mp4"),
        ["M4A"] = (Boxes("M4A ", "soun"), "audio/mp4"),
        ["3GP"] = (Boxes("3gp5", "vide"), "video/3gpp"),
        ["3G2"] = (Boxes("3g2a", "vide"), null),
        ["QuickTime"] = (Boxes("qt  ", "vide"), "video/quicktime"),
        ["HEIC"] = (Boxes("heic"), null),
        ["MP3 with ID3"] = ([.. "ID3"u8, 3, 0, 0, 0, 0, 0, 10], "audio/mpeg"),
        ["MP3 without ID3"] = ([0xFF, 0xFB, 0x90, 0x64], "audio/mpeg"),
        ["AAC"] = ([0xFF, 0xF1, 0x50, 0x80], "audio/aac"),
        ["AAC of MPEG-2"] = ([0xFF, 0xF9, 0x50, 0x80], "audio/aac"),
        ["AMR"] = ([.. "#!AMR\n"u8, 0x3C], "audio/amr"),
        ["AMR, wide band"] = ([.. "#!AMR-WB\n"u8, 0x04], null),
        ["Ogg with Opus"] = ([.. "OggS"u8, .. new byte[23], 19, .. "OpusHead"u8, 1], "audio/ogg"),
        ["Ogg with Vorbis"] = ([.. "OggS"u8, .. new byte[23], 30, 1, .. "vorbis"u8], "application/ogg"),
        ["PDF"] = (Pdf, "application/pdf"),
        ["Word 97"] = (Ole("WordDocument"), "application/msword"),
        ["Excel 97"] = (Ole("Workbook"), "application/vnd.ms-excel"),
        ["Excel 5"] = (Ole("Book"), "application/vnd.ms-excel"),
        ["PowerPoint 97"] = (Ole("PowerPoint Document"), "application/vnd.ms-powerpoint"),
        ["an installer"] = (Ole("SummaryInformation"), null),
        ["a compound file that is cut"] = (Ole("WordDocument")[..40], null),
        ["Word"] = (Zip("[Content_Types].xml", "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ["Excel"] = (Zip("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ["PowerPoint"] = (Zip("[Content_Types].xml", "ppt/presentation.xml"), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ["ZIP"] = (Zip("word/document.xml"), "application/zip"),
        ["ZIP that is cut"] = (Zip("[Content_Types].xml", "word/document.xml")[..60], "application/zip"),
        ["text"] = ([.. "Hours:\r\n\t9 to 5\n"u8], "text/plain"),
        ["text beyond ASCII"] = ([.. Encoding.UTF8.GetBytes("Grüße, ciao, 你好\n")], "text/plain"),
        ["text that begins like a sound"] = ([.. "ID3 tags and how to read them\n"u8], "text/plain"),
        ["bytes"] = ([1, 2, 3, 0, 255, 254], null),
        ["nothing"] = ([], null),
        ["half a PNG's head"] = (Png[..7], null),
    };

    // ISO 14496-12: each box is its size, its name and what it holds; a track's handler says what the track is.
    private static byte[] Boxes(string brand, params string[] handlers) => Boxes(brand, 0, handlers);

    private static byte[] Boxes(string brand, int before, params string[] handlers)
    {
        byte[] tracks = [.. handlers.SelectMany(handler => Box("trak", Box("mdia", Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(handler)]))))];
        return
        [
            .. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0]), .. before == 0 ? [] : Box("mdat", new byte[before]),
            .. tracks.Length == 0 ? [] : Box("moov", tracks),
        ];
    }

    private static byte[] Box(string name, byte[] content)
    {
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, content.Length + 8);
        return [.. size, .. Encoding.ASCII.GetBytes(name), .. content];
    }

    // MS-CFB: sectors of 512 bytes behind a header of as many; here the directory is the second sector.
    private static byte[] Ole(string stream)
    {
        byte[] file = new byte[512 * 3];
        ReadOnlySpan<byte> magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(30), 9);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(48), 1);
        Encoding.Unicode.GetBytes("Root Entry").CopyTo(file, 512 * 2);
        Encoding.Unicode.GetBytes(stream).CopyTo(file, (512 * 2) + 128);
        return file;
    }

    private static byte[] Zip(params string[] names)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create))
        {
            foreach (string name in names)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write("<x/>"u8);
            }
        }

        return bytes.ToArray();
    }
}

/// <summary>A folder for one test's files, which also takes the place of the user's state folder.</summary>
internal sealed class MediaFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wa-media-");

    public MediaFolder(TimeProvider? clock = null) => Store = new(StoreFolder, clock ?? TimeProvider.System);

    public string StoreFolder => Path.Combine(_folder.FullName, "state", "media");

    public MediaStore Store { get; }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>A file that begins so and has this length, most of it a hole.</summary>
    public string WriteLong(string name, byte[] start, long length)
    {
        using FileStream file = File.Create(PathOf(name));
        file.Write(start);
        file.SetLength(length);
        return PathOf(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
