namespace InteractiveMessaging;

/// <summary>Anything else: another topic, or a shape that is not known. <see cref="WaCallback.Json"/> has all of it.</summary>
public sealed record WaUnknownCallback : WaCallback
{
    /// <summary>A callback of this topic.</summary>
    public WaUnknownCallback(string topic) => Topic = topic;

    /// <summary>
    /// What happened, in a word; what the entry calls itself: the name of the field, the status or the event; empty where it has none.
    /// </summary>
    public override string Topic { get; }

    /// <inheritdoc/>
    public override string? Summary => Source.Entry;

    /// <summary>Of topic and JSON: most have no other property that tells them apart.</summary>
    public override int GetHashCode() => HashCode.Combine(Topic, Json);

    /// <summary>Topic and JSON.</summary>
    public override string ToString() => $"{Topic}: {Summary}";
}
