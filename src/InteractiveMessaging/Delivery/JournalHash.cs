using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace InteractiveMessaging;

/// <summary>
/// What names a message in the journal: the first half of a SHA-256 over the user's own key, or over recipient and rendered message.
/// </summary>
internal static class JournalHash
{
    private const byte OwnKey = 1;
    private const byte Number = 2;
    private const byte ClientId = 3;
    private const byte UserId = 4;

    /// <summary>The hash of an item with its rendered message.</summary>
    /// <param name="item">The item.</param>
    /// <param name="message">Its rendered message.</param>
    /// <param name="text">Room to put together what is hashed.</param>
    public static Key128 Of(SendItem item, ReadOnlySpan<byte> message, ArrayBufferWriter<byte> text)
    {
        text.ResetWrittenCount();
        if (item.Key is { } key)
        {
            Write(text, OwnKey, key);
        }
        else
        {
            Recipient recipient = item.Recipient!.Value;
            Write(text, KindOf(recipient), recipient.Name);
            text.Write(message);
        }

        return Half(text.WrittenSpan);
    }

    /// <summary>The hash of a person.</summary>
    public static Key128 Of(Recipient recipient)
    {
        ArrayBufferWriter<byte> text = new(64);
        Write(text, KindOf(recipient), recipient.Name);
        return Half(text.WrittenSpan);
    }

    private static Key128 Half(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[sizeof(ulong)..]));
    }

    private static byte KindOf(Recipient recipient) => recipient.Kind switch
    {
        RecipientKind.Number => Number,
        RecipientKind.UserId => UserId,
        _ => ClientId,
    };

    // What the name is comes first, and its length: an id and a number of the same characters differ, and none runs into the message.
    // Characters count as they are, two bytes each, because UTF-8 has but one spelling for every half of a surrogate pair.
    private static void Write(ArrayBufferWriter<byte> text, byte kind, string name)
    {
        Span<byte> head = stackalloc byte[1 + sizeof(int)];
        head[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], name.Length);
        text.Write(head);
        text.Write(MemoryMarshal.AsBytes(name.AsSpan()));
    }
}
