namespace InteractiveMessaging;

/// <summary>
/// What is known of a message's files at one moment: what is wrong with them, and what stands in their place on the wire.
/// </summary>
/// <param name="Named">The files, as the message names them before it is filled from a row.</param>
/// <param name="Violations">What is wrong with them, also that one could not be uploaded.</param>
/// <param name="Ids">The ids of the uploaded ones, by their links.</param>
/// <param name="TakesUploads">Whether the provider takes uploads.</param>
internal sealed record MediaSnapshot(
    IReadOnlyList<NamedFile> Named, IReadOnlyList<RuleViolation> Violations, IReadOnlyDictionary<string, string> Ids, bool TakesUploads)
{
    /// <summary>What stands for the id of a file that is not uploaded, where a message is only checked or shown.</summary>
    public const string ExampleId = "1013859600285441";

    private const string ExampleLink = "https://example.com/";

    /// <summary>Whether a message with these files cannot go out yet: nothing is wrong with them, and one has no id.</summary>
    public bool IsPending => Violations.Count == 0 && Named.Any(file => !Ids.ContainsKey(file.Link));

    /// <summary>
    /// The message as it goes over the wire, and as the rules look at it. An example stands for an id that is not there yet, or for a link
    /// where the provider takes nothing else. Other links to files stay: a cell of a row must not make one be read.
    /// </summary>
    /// <param name="json">The message, as composed or as filled from a row.</param>
    public ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> json) => FileLinks.Replace(json, link =>
        Named.All(file => file.Link != link) ? null
        : TakesUploads ? ("id", Ids.GetValueOrDefault(link, ExampleId))
        : ("link", ExampleLink + Uri.EscapeDataString(FileLink.NameOf(link))));
}
