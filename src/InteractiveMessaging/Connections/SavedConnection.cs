namespace InteractiveMessaging;

/// <summary>A saved connection, as it is listed. Connect-WaProvider -Name opens it.</summary>
public sealed class SavedConnection
{
    internal SavedConnection(ConnectionProfile profile, string path)
    {
        Name = profile.Name;
        Provider = profile.Provider;
        KeyFrom = profile.Key.ToString();
        Path = path;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The provider's name.</summary>
    public string Provider { get; }

    /// <summary>Where its key is found: an environment variable or a secret.</summary>
    public string KeyFrom { get; }

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>Name and provider.</summary>
    public override string ToString() => $"{Name} ({Provider})";
}
