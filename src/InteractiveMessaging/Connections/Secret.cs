using System.Runtime.InteropServices;
using System.Security;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>A provider's key. It has no public member, so nothing that prints, serialises or formats an object can show it.</summary>
internal sealed class Secret
{
    private readonly string _value;

    // As it stands in JSON, and in an address.
    private readonly string _quoted;
    private readonly string _escaped;

    private Secret(string value)
    {
        _value = value;
        _quoted = JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        _escaped = Uri.EscapeDataString(value);
    }

    /// <summary>Takes a key.</summary>
    /// <exception cref="WaException">It is empty or holds a character that cannot stand in a header. The key itself is not quoted.</exception>
    public static Secret Of(string value)
    {
        string trimmed = value.Trim();
        if (trimmed.Length == 0)
        {
            throw new WaException(ErrorCause.KeyMissing, "the key is empty", "Give it with -ApiKey (a SecureString), -ApiKeyVariable or -SecretName.");
        }

        return trimmed.All(c => c is > ' ' and <= '~')
            ? new(trimmed)
            : throw new WaException(ErrorCause.KeyUnreadable, "the key holds a space, a line break or a letter beyond ASCII, so it cannot be sent", "Copy it again without what stands around it.");
    }

    /// <summary>Takes a key out of a SecureString.</summary>
    public static Secret Of(SecureString value)
    {
        nint memory = Marshal.SecureStringToGlobalAllocUnicode(value);
        try
        {
            return Of(Marshal.PtrToStringUni(memory) ?? "");
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }

    /// <summary>The key, for the one header that carries it.</summary>
    public string Reveal() => _value;

    /// <summary>A text from outside with the key redacted, should a provider echo it: as it is, as JSON or as an address holds it.</summary>
    public string? Redact(string? text) => text?
        .Replace(_quoted, "***", StringComparison.Ordinal)
        .Replace(_value, "***", StringComparison.Ordinal)
        .Replace(_escaped, "***", StringComparison.OrdinalIgnoreCase);

    /// <summary>Never the key.</summary>
    public override string ToString() => "***";
}
