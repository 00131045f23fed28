using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace InteractiveMessaging;

/// <summary>A secret as bytes, for as long as they are needed.</summary>
internal static class SecretBytes
{
    /// <summary>The secret in UTF-8. Who asks for it clears it.</summary>
    public static byte[] Of(SecureString secret)
    {
        nint memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
        char[] characters = new char[secret.Length];
        try
        {
            Marshal.Copy(memory, characters, 0, characters.Length);
            return Encoding.UTF8.GetBytes(characters);
        }
        finally
        {
            Array.Clear(characters);
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }
}
