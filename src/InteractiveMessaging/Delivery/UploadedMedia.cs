using System.Globalization;

namespace InteractiveMessaging;

/// <summary>A file that a provider has: what Publish-WaMedia returns.</summary>
public sealed record UploadedMedia
{
    // Only an upload makes one: PowerShell would make one of any table.
    internal UploadedMedia()
    {
    }

    /// <summary>The file on this machine.</summary>
    public required string Path { get; init; }

    /// <summary>The id by which messages of the same account name it.</summary>
    public required string Id { get; init; }

    /// <summary>Its MIME type.</summary>
    public required string Type { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Until when the id is used again: 29 days from the upload, since WhatsApp keeps the file for 30.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The name of the connection it was uploaded through.</summary>
    public required string Connection { get; init; }

    /// <summary>The id and the file.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Id} ({System.IO.Path.GetFileName(Path)}, {Type}, {Size:N0} bytes)");
}

/// <summary>What became of an upload: the file as the provider has it, or why it has not.</summary>
internal readonly record struct MediaUploadResult(UploadedMedia? Media, MediaUploadFault? Fault);

/// <summary>Why a file was not uploaded.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Error">What is wrong, as a sentence; where the account is refused, what the provider said.</param>
/// <param name="Recommendation">What to do; null for the usual recommendation.</param>
/// <param name="Code">The provider's own code, where there is one.</param>
internal sealed record MediaUploadFault(ErrorCause Cause, string Error, string? Recommendation = null, string? Code = null)
{
    /// <summary>Whether the account is refused, so that nothing further can succeed.</summary>
    public bool StopsRun => Cause == ErrorCause.RunStopped;
}
