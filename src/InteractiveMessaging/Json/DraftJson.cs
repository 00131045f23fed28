using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace InteractiveMessaging;

/// <summary>
/// The JSON of a draft, cut where its placeholders stand. A row's JSON is put together from the pieces and the row's cells; it is the same
/// that <see cref="MessageWriter"/> writes of the filled message.
/// </summary>
internal sealed class DraftJson
{
    /// <summary>What every mark holds, and no text of anybody's.</summary>
    public static readonly string Sign = $"{Guid.NewGuid():n}";

    // A writer that does anything to a text does it to one of these signs, and the mark is not found again.
    private static readonly string Start = $" Aé😀\n\"%{Sign}-";

    private static readonly byte[] Plain = Bytes(Start);
    private static readonly byte[] Address = Bytes(AddressText.Encode(Start));

    private readonly Piece[] _pieces;
    private readonly byte[] _rest;

    private DraftJson(byte[] marked, Piece[] pieces, byte[] rest) => (Marked, _pieces, _rest) = (marked, pieces, rest);

    /// <summary>The whole JSON with a mark in the place of each placeholder.</summary>
    public ReadOnlyMemory<byte> Marked { get; }

    /// <summary>Whether a mark stands in this text or piece of JSON.</summary>
    public static bool IsMarked(string text) => text.Contains(Sign, StringComparison.Ordinal);

    /// <summary>Cuts a draft's JSON; null where that cannot be done, because a placeholder does not stand in its JSON as it is.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="adapt">What becomes of a message once it is filled.</param>
    public static DraftJson? Of(MessageDraft draft, Func<Message, Message> adapt)
    {
        List<(int Place, string? Fallback)> placeholders = [];
        Message marked = adapt(draft.Fill((place, fallback) =>
        {
            placeholders.Add((place, fallback));
            return Mark(placeholders.Count - 1);
        }));
        if (marked.Kind != draft.Message.Kind || marked.Type != draft.Message.Type)
        {
            return null;
        }

        byte[] json = MessageWriter.Write(marked);
        List<Piece> pieces = [];
        ReadOnlySpan<byte> rest = json;
        HashSet<int> found = [];
        while (IndexOfMark(rest, out byte[] start) is >= 0 and int at)
        {
            ReadOnlySpan<byte> digits = rest[(at + start.Length)..];
            int end = digits.IndexOf((byte)';');
            if (end < 0 || !int.TryParse(digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || number >= placeholders.Count || !found.Add(number))
            {
                return null;
            }

            // What stands beside it in an address decides how both are written.
            bool isOfAddress = start == Address;
            if (isOfAddress && !(at > 0 && rest[at - 1] == '"' && digits[(end + 1)..].StartsWith("\""u8)))
            {
                return null;
            }

            pieces.Add(new(rest[..at].ToArray(), placeholders[number].Place, placeholders[number].Fallback, isOfAddress));
            rest = digits[(end + 1)..];
        }

        return found.Count == placeholders.Count ? new(json, [.. pieces], rest.ToArray()) : null;
    }

    /// <summary>Writes the JSON of a row; false where a cell holds half a character.</summary>
    /// <param name="values">One value for each of the draft's placeholders; null counts as empty.</param>
    /// <param name="json">Where to.</param>
    public bool TryWrite(ReadOnlySpan<string?> values, ArrayBufferWriter<byte> json)
    {
        foreach (Piece piece in _pieces)
        {
            json.Write(piece.Before);
            string? text = MessageDraft.Fill(values[piece.Place], piece.Fallback);
            if (!TryWrite(piece.IsOfAddress && text is not null ? AddressText.Encode(text) : text, json))
            {
                return false;
            }
        }

        json.Write(_rest);
        return true;
    }

    private static string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $"{Start}{number};");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(JsonData.Compact.Encoder!.Encode(text));

    private static int IndexOfMark(ReadOnlySpan<byte> json, out byte[] start)
    {
        int plain = json.IndexOf(Plain);
        int address = json.IndexOf(Address);
        start = plain >= 0 && (address < 0 || plain < address) ? Plain : Address;
        return start == Plain ? plain : address;
    }

    private static bool TryWrite(string? text, ArrayBufferWriter<byte> json)
    {
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        Span<byte> room = json.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        if (Utf8.FromUtf16(text, room, out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            return false;
        }

        if (JsonData.Compact.Encoder!.FindFirstCharacterToEncodeUtf8(room[..length]) < 0)
        {
            json.Advance(length);
        }
        else
        {
            Encoding.UTF8.GetBytes(JsonData.Compact.Encoder.Encode(text), json);
        }

        return true;
    }

    private readonly record struct Piece(byte[] Before, int Place, string? Fallback, bool IsOfAddress);
}
