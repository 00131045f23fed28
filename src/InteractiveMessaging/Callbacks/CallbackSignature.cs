using System.Security;
using System.Security.Cryptography;

namespace InteractiveMessaging;

/// <summary>
/// Checks that a callback comes from the holder of the app secret: <c>X-Hub-Signature-256: sha256=</c> and the HMAC-SHA256 of the body in
/// hexadecimal. AISoule signs in the same way, on one of its pages without the <c>sha256=</c>.
/// </summary>
internal static class CallbackSignature
{
    private const string Scheme = "sha256=";

    /// <summary>Whether the signature is that of exactly these bytes. It takes as long for a wrong one as for a right one.</summary>
    /// <param name="body">The body as it came in; JSON that was read and written again is another body.</param>
    /// <param name="secret">The app secret.</param>
    /// <param name="signature">The header's value.</param>
    public static bool Verify(ReadOnlySpan<byte> body, SecureString secret, string? signature)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> right = stackalloc byte[SHA256.HashSizeInBytes];
        byte[] key = SecretBytes.Of(secret);
        try
        {
            HMACSHA256.HashData(key, body, right);
            bool readable = key.Length > 0 && TryRead(signature, given);
            return CryptographicOperations.FixedTimeEquals(given, right) && readable;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(right);
        }
    }

    private static bool TryRead(string? signature, Span<byte> bytes)
    {
        ReadOnlySpan<char> hex = signature.AsSpan().Trim();
        hex = hex.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? hex[Scheme.Length..] : hex;
        if (hex.Length != 2 * bytes.Length)
        {
            return false;
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            if (!char.IsAsciiHexDigit(hex[2 * i]) || !char.IsAsciiHexDigit(hex[(2 * i) + 1]))
            {
                return false;
            }

            bytes[i] = (byte)((Digit(hex[2 * i]) << 4) | Digit(hex[(2 * i) + 1]));
        }

        return true;
    }

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
