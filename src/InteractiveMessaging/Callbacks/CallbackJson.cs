namespace InteractiveMessaging;

/// <summary>
/// The JSON of one callback. All callbacks of a body share what was read of it, so that keeping it costs little; the text is made when it
/// is asked for. Equal by that text.
/// </summary>
internal sealed class CallbackJson : IEquatable<CallbackJson>
{
    private readonly string _text = "";
    private readonly CallbackPlace? _place;

    public CallbackJson(string text) => _text = text;

    public CallbackJson(CallbackPlace place) => _place = place;

    /// <summary>Of a callback that was not read from JSON.</summary>
    public static CallbackJson None { get; } = new("");

    /// <summary>The entry alone, without what stands around it.</summary>
    public string Entry => _place?.Element.GetRawText() ?? _text;

    /// <summary>The whole callback.</summary>
    public override string ToString() => _place?.Whole() ?? _text;

    public bool Equals(CallbackJson? other) =>
        other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    public override bool Equals(object? obj) => Equals(obj as CallbackJson);

    // The other properties of a callback tell callbacks apart well enough, and making the text costs more than they do.
    public override int GetHashCode() => 0;
}
