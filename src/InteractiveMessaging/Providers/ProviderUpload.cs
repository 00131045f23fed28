namespace InteractiveMessaging;

/// <summary>How a provider takes files: a POST of a form with the file in it, whose reply names the file's id.</summary>
/// <param name="Address">Its address, with the names of settings in braces.</param>
internal sealed record ProviderUpload(ProviderAddress Address)
{
    /// <summary>The name of the field that holds the file.</summary>
    public const string FileField = "file";

    /// <summary>The other fields of the form, by the MIME type of the file.</summary>
    public required Func<string, (string Name, string Value)[]> Fields { get; init; }

    /// <summary>The id in a good reply; null where it cannot be read.</summary>
    public required Func<HttpReply, string?> Id { get; init; }
}
