namespace InteractiveMessaging;

/// <summary>Where a saved connection's key is found: an environment variable, or a secret in a vault. Never the key.</summary>
/// <param name="Variable">The environment variable.</param>
/// <param name="Secret">The secret's name in SecretManagement.</param>
/// <param name="Vault">The vault; null asks every registered one.</param>
internal sealed record KeySource(string? Variable = null, string? Secret = null, string? Vault = null)
{
    /// <summary>Whether it names one place and no more.</summary>
    internal bool IsWhole => Variable is { Length: > 0 } ? Secret is null && Vault is null : Variable is null && Secret is { Length: > 0 };

    /// <summary>The place in words.</summary>
    public override string ToString() => Variable is not null ? $"environment variable {Variable}"
        : Vault is not null ? $"secret {Secret} in vault {Vault}"
        : $"secret {Secret}";
}
