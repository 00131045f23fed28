namespace InteractiveMessaging;

/// <summary>
/// Reads a file of callbacks piece by piece: a whole one takes several times its size in memory. A piece ends where a line begins with an
/// opening brace; where such a line stands inside a JSON text, that text is not read as JSON.
/// </summary>
internal static class CallbackPieces
{
    private const int UsualSize = 1 << 22;

    /// <summary>The callbacks, those of one piece at a time.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">Bytes of a piece; more where one JSON text is longer.</param>
    /// <exception cref="System.Text.Json.JsonException">A piece is not JSON; its line counts from the beginning of that piece.</exception>
    public static IEnumerable<List<WaCallback>> Read(Stream file, int size = UsualSize)
    {
        byte[] buffer = new byte[size];
        int length = 0;
        while (true)
        {
            int read = file.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            length += read;
            int end = length < buffer.Length ? length : buffer.AsSpan(0, length).LastIndexOf("\n{"u8);
            if (end > 0)
            {
                yield return CallbackReader.Read(buffer.AsSpan(0, end));
                buffer.AsSpan(end, length - end).CopyTo(buffer);
                length -= end;
            }

            if (read == 0 || (end == 0 && length == 0))
            {
                yield break;
            }

            if (end <= 0)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }
}
