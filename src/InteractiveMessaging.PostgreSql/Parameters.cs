using Npgsql;
using NpgsqlTypes;

namespace InteractiveMessaging.PostgreSql;

/// <summary>Parameters of statements.</summary>
internal static class Parameters
{
    /// <summary>A hash as PostgreSQL keeps it: its 32 digits are those of the uuid.</summary>
    public static Guid Uuid(this in Key128 hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, hash.High);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], hash.Low);
        return new(bytes, bigEndian: true);
    }

    /// <summary>The hash again.</summary>
    public static Key128 Hash(this Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return new(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>Hashes lie in one order in every statement, so that two workers never wait for each other in a circle.</summary>
    public static int Compare(in Key128 one, in Key128 other) =>
        one.High != other.High ? one.High.CompareTo(other.High) : one.Low.CompareTo(other.Low);

    /// <summary>A text from outside as it can be kept: PostgreSQL takes no zero character.</summary>
    public static string? Text(string? text) => text is null ? null : Whole(LineWriter.Kept(text));

    /// <summary>Adds a value.</summary>
    public static NpgsqlParameterCollection With<T>(this NpgsqlParameterCollection parameters, T value)
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return parameters;
    }

    /// <summary>Adds a value that may be null, or whose type needs a name.</summary>
    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, object? value, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return parameters;
    }

    // Neither a zero nor half a character has a form there.
    private static string Whole(string text)
    {
        if (!text.Contains('\0') && HalfCharacter.Fault(text) is null)
        {
            return text;
        }

        char[] kept = text.ToCharArray();
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = kept[i] == '\0' || PrintableText.IsHalf(text, i) ? '\ufffd' : kept[i];
        }

        return new(kept);
    }
}
