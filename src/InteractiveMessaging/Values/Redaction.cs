using System.Buffers;
using System.Text;

namespace InteractiveMessaging;

/// <summary>
/// Takes a key out of text from outside, in whatever form it stands there. Each of its characters may be written as itself (in
/// either case), or as JSON, an address or HTML escapes it, and that several times over; the whole of it as base64, alone or within
/// a longer text. Of a key that was cut, its first half and more is taken out.
/// </summary>
/// <remarks>
/// The text is not unescaped as a whole: what stands before the key could swallow its first characters. Each character of the key
/// is looked for under any number of escapes, so that places in the text stay what they are.
/// </remarks>
internal sealed class Redaction
{
    /// <summary>What stands in the key's place.</summary>
    public const string Mark = "***";

    // What is shorter could be found by chance.
    private const int ShortestPart = 8;

    private readonly Needle[] _needles;

    // What one of the needles can begin with.
    private readonly SearchValues<char> _starts;

    /// <param name="key">Printable ASCII, not empty.</param>
    public Redaction(string key)
    {
        _needles = [new(key, AtLeast: Math.Max(Math.Min(key.Length, ShortestPart), (key.Length + 1) / 2)), .. Base64(key)];
        string firsts = string.Concat(_needles.Select(needle => needle.Text[0]));
        string spaced = firsts.Contains('+', StringComparison.Ordinal) ? " " : "";
        _starts = SearchValues.Create(firsts.ToLowerInvariant() + firsts.ToUpperInvariant() + spaced + Escapes.Signs);
    }

    /// <summary>The text without the key; the very same text where the key is not in it.</summary>
    public string Redact(string text)
    {
        if (!MayHold(text))
        {
            return text;
        }

        StringBuilder? redacted = null;
        int copied = 0;
        int at = 0;
        while (text.AsSpan(at).IndexOfAny(_starts) is >= 0 and int next)
        {
            at += next;
            int end = EndOf(text, at);
            if (end > at)
            {
                (redacted ??= new()).Append(text, copied, at - copied).Append(Mark);
                copied = end;
            }

            at = Math.Max(end, at + 1);
        }

        return redacted is null ? text : redacted.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>One cheap look: whether the text could hold the key. Most texts hold no escape and could not.</summary>
    public bool MayHold(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(Escapes.Signs) >= 0)
        {
            return true;
        }

        foreach (Needle needle in _needles)
        {
            if (needle.IsIn(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc cref="MayHold(ReadOnlySpan{char})"/>
    public bool MayHold(ReadOnlySpan<byte> utf8)
    {
        char[] text = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(utf8.Length));
        try
        {
            return MayHold(text.AsSpan(0, Encoding.UTF8.GetChars(utf8, text)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    /// <summary>
    /// What base64 makes of the key wherever it stands in a longer text: three spellings, by the place of its first byte in a group of
    /// three. The characters that also depend on what stands before and behind are left out.
    /// </summary>
    private static IEnumerable<Needle> Base64(string key)
    {
        for (int before = 0; before < 3 && key.Length >= ShortestPart; before++)
        {
            string encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string(' ', before) + key));
            int first = before == 0 ? 0 : before + 1;
            int last = (before + key.Length) * 8 / 6;
            string own = encoded[first..last];
            yield return new(own, own.Length);
            string forAddresses = own.Replace('+', '-').Replace('/', '_');
            if (forAddresses != own)
            {
                yield return new(forAddresses, own.Length);
            }
        }
    }

    // Where the key that begins at this place ends; -1 where none does.
    private int EndOf(string text, int at)
    {
        Span<Reading> readings = stackalloc Reading[Escapes.MostReadings];
        readings = readings[..Escapes.Read(text, at, readings)];
        int end = -1;
        foreach (Needle needle in _needles)
        {
            foreach (Reading first in readings)
            {
                if (first.Is(needle.Text[0]))
                {
                    end = Math.Max(end, needle.EndOf(text, at));
                    break;
                }
            }
        }

        return end;
    }

    /// <summary>One spelling to look for.</summary>
    /// <param name="Text">The spelling.</param>
    /// <param name="AtLeast">How many of its characters must be there.</param>
    private sealed record Needle(string Text, int AtLeast)
    {
        // More places than these would need a key of many backslashes in a text of nothing else.
        private const int MostPlaces = 64;

        private readonly string _head = Text[..AtLeast];

        // A form in an address writes a space as a plus, and who reads it back a plus as a space.
        private readonly string? _spaced = Text.IndexOf('+', 0, AtLeast) < 0 ? null : Text[..AtLeast].Replace('+', ' ');

        public bool IsIn(ReadOnlySpan<char> text) => text.Contains(_head, StringComparison.OrdinalIgnoreCase)
            || (_spaced is not null && text.Contains(_spaced, StringComparison.OrdinalIgnoreCase));

        // A character can have several ends (of \\\\ one backslash is one, two or all four), and each is followed.
        public int EndOf(string text, int start)
        {
            Span<int> places = stackalloc int[MostPlaces];
            Span<int> ends = stackalloc int[MostPlaces];
            Span<Reading> readings = stackalloc Reading[Escapes.MostReadings];
            places[0] = start;
            int count = 1;
            int matched = 0;
            for (; matched < Text.Length; matched++)
            {
                int found = 0;
                for (int i = 0; i < count; i++)
                {
                    foreach (Reading reading in readings[..Escapes.Read(text, places[i], readings)])
                    {
                        if (reading.Is(Text[matched]) && found < MostPlaces && !ends[..found].Contains(reading.End))
                        {
                            ends[found++] = reading.End;
                        }
                    }
                }

                if (found == 0)
                {
                    break;
                }

                ends[..found].CopyTo(places);
                count = found;
            }

            return matched >= AtLeast ? MaxOf(places[..count]) : -1;
        }

        private static int MaxOf(ReadOnlySpan<int> places)
        {
            int most = places[0];
            foreach (int place in places)
            {
                most = Math.Max(most, place);
            }

            return most;
        }
    }
}
