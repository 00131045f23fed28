using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace InteractiveMessaging;

/// <summary>
/// Who has a message of a journal's earlier runs, or may have one: eight bytes of a hash each, made by one look through the file.
/// </summary>
internal sealed class JournalRecipients
{
    private readonly ulong[] _hashes;

    private JournalRecipients(ulong[] hashes) => _hashes = hashes;

    /// <summary>Those that were found elsewhere.</summary>
    public static JournalRecipients Of(IEnumerable<string> recipients)
    {
        ulong[] sorted = [.. recipients.Select(HashOf)];
        Array.Sort(sorted);
        return new(sorted);
    }

    /// <summary>Looks through a journal as it was when it was indexed. Who was certainly not reached is not among them.</summary>
    public static JournalRecipients Read(SafeFileHandle file, KeyTable<JournalState> table, long end)
    {
        List<ulong> hashes = [];
        LineScan scan = new(file, end);
        while (scan.TryNext(out ReadOnlySpan<byte> line))
        {
            // Each message counts by its last record.
            if (JournalRecord.TryRead(line, out JournalRecord record) && record.Kind is LineKind.Intent or LineKind.Outcome
                && table.Find(record.Hash) is var state && state.Offset == scan.Offset && record.To is { } recipient
                && state.Status is JournalStatus.Accepted or JournalStatus.InDoubt or JournalStatus.InFlight)
            {
                hashes.Add(HashOf(recipient));
            }
        }

        ulong[] sorted = [.. hashes];
        Array.Sort(sorted);
        return new(sorted);
    }

    /// <summary>Whether this one has a message, or may have one.</summary>
    public bool Contains(string recipient) => Array.BinarySearch(_hashes, HashOf(LineWriter.Kept(recipient))) >= 0;

    private static ulong HashOf(string recipient)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(recipient), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
