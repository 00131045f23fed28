using System.Runtime.InteropServices;
using System.Security;

namespace InteractiveMessaging;

/// <summary>A provider's key. It has no public member, so nothing that prints, serialises or formats an object can show it.</summary>
internal sealed class Secret
{
    private readonly string _value;

    private Secret(string value)
    {
        _value = value;
        Redaction = new(value);
    }

    /// <summary>Takes the key out of text from outside, should a provider echo it.</summary>
    public Redaction Redaction { get; }

    /// <summary>Takes a key. White space around it, such as the line break a file ends in, is not part of it.</summary>
    /// <exception cref="WaException">
    /// It is empty or holds a character that cannot stand in a header. The key itself is not quoted.
    /// </exception>
    public static Secret Of(string value)
    {
        string trimmed = value.Trim();
        if (trimmed.Length == 0)
        {
            throw new WaException(
                ErrorCause.KeyMissing,
                "the key is empty",
                "Give it with -ApiKey (a SecureString), -ApiKeyVariable or -SecretName.");
        }

        return trimmed.All(c => c is > ' ' and <= '~')
            ? new(trimmed)
            : throw new WaException(
                ErrorCause.KeyUnreadable,
                "the key holds a space, a line break, another control character or a letter beyond ASCII, so it cannot be sent",
                "Copy it again without what stands around it.");
    }

    /// <summary>Takes a key out of a SecureString.</summary>
    public static Secret Of(SecureString value)
    {
        nint memory = Marshal.SecureStringToGlobalAllocUnicode(value);
        try
        {
            // By its length: read up to the first NUL, another key than the one given would be sent.
            return Of(Marshal.PtrToStringUni(memory, value.Length));
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }

    /// <summary>The key, for the one header that carries it.</summary>
    public string Reveal() => _value;

    /// <summary>A text from outside as people may see it: without the key, on one line, with nothing that a terminal would obey.</summary>
    public string? Redact(string? text) => text is null ? null : PrintableText.Line(Redaction.Redact(text));

    /// <summary>Never the key.</summary>
    public override string ToString() => Redaction.Mark;
}
