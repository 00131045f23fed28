namespace InteractiveMessaging;

/// <summary>
/// The files of this machine that a message names. They are found in the message as it was composed: what a row fills in never makes a
/// file be read. They are looked at once, and uploaded once for all messages that are filled from it.
/// </summary>
internal sealed class MessageMedia
{
    private readonly object _gate = new();
    private readonly Dictionary<string, MediaFile> _files = [];
    private volatile MediaSnapshot _now;
    private Task<MediaUploadFault?>? _upload;

    private MessageMedia(IReadOnlyList<NamedFile> named, MediaUploadFault? unsupported)
    {
        IEnumerable<RuleViolation?> violations =
            named.Select(file => unsupported is null ? Look(file) : Violation(file, unsupported));
        _now = new(named, [.. violations.OfType<RuleViolation>()], new Dictionary<string, string>(), unsupported is null);
    }

    /// <summary>What is known of them now. It does not change; ask again to see what became of an upload.</summary>
    public MediaSnapshot Now => _now;

    /// <summary>The files, each once.</summary>
    public IReadOnlyCollection<MediaFile> Files => _files.Values;

    /// <summary>The files of a message; null where it names none.</summary>
    /// <param name="message">The message as it was composed.</param>
    /// <param name="unsupported">Why files cannot be uploaded, where that is so; null also where no provider is chosen yet.</param>
    public static MessageMedia? Of(Message message, MediaUploadFault? unsupported) =>
        FileLinks.Find(MessageWriter.Write(message)) is { Count: > 0 } named ? new(named, unsupported) : null;

    /// <summary>
    /// Uploads them. Whoever asks later gets the outcome of the first one. A file that fails is a violation from then on.
    /// </summary>
    /// <param name="upload">Uploads one file.</param>
    /// <returns>Why the account is refused, where it is: nothing further can succeed. Else null.</returns>
    public Task<MediaUploadFault?> UploadAsync(Func<MediaFile, Task<MediaUploadResult>> upload)
    {
        lock (_gate)
        {
            return _upload ??= UploadAllAsync(upload);
        }
    }

    private async Task<MediaUploadFault?> UploadAllAsync(Func<MediaFile, Task<MediaUploadResult>> upload)
    {
        await Task.Yield();
        Dictionary<string, string> ids = [];
        List<RuleViolation> failed = [];
        foreach ((string link, MediaFile file) in _files)
        {
            (UploadedMedia? media, MediaUploadFault? fault) = await upload(file).ConfigureAwait(false);
            if (fault is { StopsRun: true })
            {
                return fault;
            }

            if (media is not null)
            {
                ids[link] = media.Id;
                continue;
            }

            failed.AddRange(_now.Named.Where(named => named.Link == link).Select(named => Violation(named, fault!)));
        }

        _now = _now with { Ids = ids, Violations = failed };
        return null;
    }

    private RuleViolation? Look(NamedFile named)
    {
        if (!_files.TryGetValue(named.Link, out MediaFile? file))
        {
            (file, MediaFault? fault) = MediaFile.Look(FileLink.PathOf(named.Link));
            if (file is null)
            {
                return Violation(named, fault!);
            }

            _files.Add(named.Link, file);
        }

        return file.FaultAs(named.Kind, named.IsOfTemplate) is { } other ? Violation(named, other) : null;
    }

    private static RuleViolation Violation(NamedFile named, MediaFault fault) => new()
    {
        Rule = fault.Rule,
        Path = named.Pointer,
        Message = fault.Message,
        Limit = fault.Limit,
        Actual = fault.Actual,
        Severity = RuleSeverity.Error,
        Source = MediaType.Source,
        Recommendation = fault.Recommendation,
    };

    // The file could not be uploaded, or never can be.
    private static RuleViolation Violation(NamedFile named, MediaUploadFault fault) => Violation(named, new MediaFault(
        fault.Cause == ErrorCause.NoUpload ? "media.provider" : "media.upload",
        fault.Cause,
        fault.Cause == ErrorCause.NoUpload
            ? $"This names the file '{PrintableText.Quote(FileLink.NameOf(named.Link))}'. {fault.Error}"
            : fault.Error,
        fault.Recommendation));
}
