using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// The form around an uploaded file (multipart/form-data, RFC 7578): what stands before the file's bytes and what stands behind them.
/// </summary>
internal sealed class UploadForm
{
    // So many random bytes that no file holds them by chance.
    private readonly string _boundary = "InteractiveMessaging-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <param name="upload">How the provider takes files.</param>
    /// <param name="fileName">The file's name.</param>
    /// <param name="type">Its MIME type.</param>
    public UploadForm(ProviderUpload upload, string fileName, string type)
    {
        StringBuilder head = new();
        foreach ((string name, string value) in upload.Fields(type))
        {
            head.Append($"--{_boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }

        head.Append($"--{_boundary}\r\nContent-Disposition: form-data; name=\"{ProviderUpload.FileField}\"; ");
        head.Append($"filename=\"{Quoted(fileName)}\"\r\nContent-Type: {type}\r\n\r\n");
        Head = Encoding.UTF8.GetBytes(head.ToString());
        Tail = Encoding.UTF8.GetBytes($"\r\n--{_boundary}--\r\n");
    }

    /// <summary>The media type of the whole, with the boundary.</summary>
    public string MediaType => $"multipart/form-data; boundary={_boundary}";

    /// <summary>What stands before the file.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>What stands behind it.</summary>
    public ReadOnlyMemory<byte> Tail { get; }

    // As browsers write it: these three cannot stand between the quotes.
    private static string Quoted(string name) => PrintableText.Value(name.Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal));
}
