namespace InteractiveMessaging;

/// <summary>A picture, a video, a document or a sound. It is delivered only while the recipient's service conversation is open.</summary>
public abstract record MediaMessage : Message
{
    /// <summary>Where the file lies. Either this or <see cref="MediaId"/> is set.</summary>
    public string? Link { get; internal init; }

    /// <summary>The id of media that was uploaded to the provider before.</summary>
    public string? MediaId { get; internal init; }

    /// <summary>The text below it, up to 1024 characters; a sound has none.</summary>
    public string? Caption { get; internal init; }

    /// <summary>The name a document is shown under; null for other media.</summary>
    public string? FileName { get; internal init; }

    /// <inheritdoc/>
    public sealed override string Type => Kind;

    /// <summary>A media message of this kind.</summary>
    /// <param name="kind"><c>image</c>, <c>video</c>, <c>document</c> or <c>audio</c>.</param>
    /// <exception cref="ArgumentException">It is another kind.</exception>
    internal static MediaMessage Of(string kind) => kind switch
    {
        ImageMessage.KindName => new ImageMessage(),
        VideoMessage.KindName => new VideoMessage(),
        DocumentMessage.KindName => new DocumentMessage(),
        AudioMessage.KindName => new AudioMessage(),
        _ => throw new ArgumentException($"{kind} is not a kind of media.", nameof(kind)),
    };

    /// <inheritdoc/>
    internal override Message MapTexts(Func<string, string> map) => this with
    {
        Link = Link is null ? null : map(Link),
        MediaId = MediaId is null ? null : map(MediaId),
        Caption = Caption is null ? null : map(Caption),
        FileName = FileName is null ? null : map(FileName),
        UnknownFields = MapUnknown(map),
    };
}

/// <summary>A picture: JPEG or PNG, up to 5 MB.</summary>
public sealed record ImageMessage : MediaMessage
{
    internal const string KindName = "image";

    /// <inheritdoc/>
    public override string Kind => KindName;
}

/// <summary>A video: MP4 or 3GP with H.264 and AAC, up to 16 MB.</summary>
public sealed record VideoMessage : MediaMessage
{
    internal const string KindName = "video";

    /// <inheritdoc/>
    public override string Kind => KindName;
}

/// <summary>A document, up to 100 MB.</summary>
public sealed record DocumentMessage : MediaMessage
{
    internal const string KindName = "document";

    /// <inheritdoc/>
    public override string Kind => KindName;
}

/// <summary>A sound, up to 16 MB.</summary>
public sealed record AudioMessage : MediaMessage
{
    internal const string KindName = "audio";

    /// <inheritdoc/>
    public override string Kind => KindName;
}
