using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// Answers the request by which WhatsApp finds out whether an address for callbacks belongs to whoever named it: a GET with
/// <c>hub.mode=subscribe</c>, <c>hub.verify_token</c> and <c>hub.challenge</c> (Meta, Create a webhook endpoint).
/// </summary>
internal static class AddressProof
{
    public const string ModeField = "hub.mode";
    public const string TokenField = "hub.verify_token";
    public const string ChallengeField = "hub.challenge";

    /// <summary>The challenge, which is the whole answer.</summary>
    /// <param name="field">The query's value of a name; null where it has none.</param>
    /// <param name="token">The token that was given to WhatsApp together with the address.</param>
    /// <exception cref="WaException">
    /// It is another request (<see cref="ErrorCause.BadInput"/>), or it has another token (<see cref="ErrorCause.VerifyTokenInvalid"/>).
    /// </exception>
    public static string Answer(Func<string, string?> field, SecureString token)
    {
        if (field(ModeField) != "subscribe" || field(ChallengeField) is not { Length: > 0 } challenge)
        {
            throw new WaException(ErrorCause.BadInput,
                $"This is not the request that proves an address: it needs {ModeField}=subscribe and {ChallengeField} in its query.",
                "Give the query of a GET request to the address. What comes by POST is a callback: ConvertFrom-WaCallback reads it.");
        }

        return IsToken(field(TokenField) ?? "", token)
            ? challenge
            : throw new WaException(ErrorCause.VerifyTokenInvalid, $"The {TokenField} of this request is not the one that was expected.",
                "Answer with status 403. If it was WhatsApp that asked, give the same token there and here.");
    }

    // Hashes are equally long, so the comparison takes the same time whatever was given.
    private static bool IsToken(string given, SecureString token)
    {
        byte[] right = SecretBytes.Of(token);
        try
        {
            return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(right))
                && right.Length > 0;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(right);
        }
    }
}
