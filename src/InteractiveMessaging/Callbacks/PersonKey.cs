using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// What stands for a person in memory. The at most 15 digits of a number (ITU-T E.164) fit into 64 bits exactly, so no two numbers share a
/// key, and nobody is taken for somebody else; a user id is the half of a SHA-256.
/// </summary>
internal static class PersonKey
{
    /// <summary>The key of a number.</summary>
    public static Key128 Of(PhoneNumber number) => OfDigits(number.Digits);

    /// <summary>The key of a user id.</summary>
    public static Key128 Of(UserId userId) => OfId(userId.Text);

    /// <summary>The key of a name: a number with its plus, or a user id.</summary>
    public static Key128 Of(string name) => name.StartsWith('+') ? OfDigits(name.AsSpan(1)) : OfId(name);

    /// <summary>Whether this is a name: a number with its plus, or a user id as WhatsApp writes it.</summary>
    public static bool IsName(string? text) => text is ['+', ..]
        ? text.Length is > 7 and <= 16 && text[1] != '0' && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9')
        : UserId.TryParse(text, out UserId id, out _) && id.Text == text;

    /// <summary>The names of the person that a callback is about; none where it names nobody.</summary>
    public static ValueList<string> NamesOf(WaCallback callback) => Names(callback.Phone, callback.UserId, callback.ParentUserId);

    /// <summary>Those of these texts that are names, each once.</summary>
    public static ValueList<string> Names(params string?[] names) => [.. names.Where(IsName).OfType<string>().Distinct()];

    // Numbers lie close together, and keys must lie evenly: the mixer of SplitMix64 maps each value to another one, none twice. An even
    // lower half tells a number from a user id.
    private static Key128 OfDigits(ReadOnlySpan<char> digits)
    {
        ulong x = ulong.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return new(x ^ (x >> 31), 0);
    }

    private static Key128 OfId(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[sizeof(ulong)..]) | 1);
    }
}
