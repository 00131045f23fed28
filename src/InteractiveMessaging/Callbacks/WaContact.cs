namespace InteractiveMessaging;

/// <summary>A person whose contact data was sent.</summary>
public sealed record WaContact
{
    /// <summary>The name, as it is shown.</summary>
    public string? Name { get; init; }

    /// <summary>The first number: <c>+…</c>, or as it came where it has no country code.</summary>
    public string? Phone => Phones.Count > 0 ? Phones[0] : null;

    /// <summary>All numbers, in the same spelling.</summary>
    public ValueList<string> Phones { get; init; } = [];

    /// <summary>Name and numbers.</summary>
    public override string ToString() => string.Join(' ', Phones.Prepend(Name).OfType<string>());
}
