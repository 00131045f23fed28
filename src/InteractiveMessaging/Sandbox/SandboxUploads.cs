using System.Globalization;
using System.Runtime.InteropServices;

namespace InteractiveMessaging;

/// <summary>Files that come to the sandbox: checked as WhatsApp checks them, given an id, and not kept.</summary>
/// <param name="seed">What the ids depend on.</param>
internal sealed class SandboxUploads(int seed)
{
    /// <summary>The largest request that brings a file: the largest file there is, and the form around it.</summary>
    public static readonly int LargestRequest = (int)MediaType.Limits.Values.Max() + (64 * 1024);

    private long _taken;

    /// <summary>How many files were taken.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>What is wrong with an upload; null where nothing is.</summary>
    public static Refusal? Fault(SandboxRequest request)
    {
        if (Multipart.Read(request.Headers["Content-Type"], request.Body) is not { } form)
        {
            return new(RefusalKind.WrongPayload, "The body is not a whole multipart/form-data form.") { Field = "Content-Type" };
        }

        string? TextOf(string name) => form.FirstOrDefault(part => part.Name == name)?.Text;
        if (TextOf("messaging_product") != "whatsapp")
        {
            return new(RefusalKind.WrongPayload, "The parameter messaging_product is required: whatsapp.") { Field = "messaging_product" };
        }

        if (form.FirstOrDefault(part => part.Name == "file") is not { FileName: not null } file)
        {
            return new(RefusalKind.WrongPayload, "The parameter file is required.") { Field = "file" };
        }

        // The field counts before what stands beside the file, which is all that some clients send.
        if ((TextOf("type") ?? file.Type) is not { Length: > 0 } type)
        {
            return new(RefusalKind.WrongPayload, "The parameter type is required: the MIME type of the file.") { Field = "type" };
        }

        _ = MemoryMarshal.TryGetArray(file.Content, out ArraySegment<byte> bytes);
        using MemoryStream content = new(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        MediaType? found = MediaContent.TypeOf(content);
        return found?.Kind is null || found.Mime != type
            ? new(RefusalKind.MediaRefused, $"The file is {found?.Mime ?? "of an unknown type"}, and type says {type}.") { Field = "type" }
            : content.Length > found.Limit
            ? new(RefusalKind.MediaRefused, $"The file has {MediaFile.Show(content.Length)}; {MediaFile.Show(found.Limit)} are allowed.")
            : null;
    }

    /// <summary>The id of the next file; a number, as WhatsApp's are.</summary>
    public string Take() => (((seed & 0xFFFFFL) * 1_000_000_000L) + 1_000_000_000_000_000L + Interlocked.Increment(ref _taken))
        .ToString(CultureInfo.InvariantCulture);
}
