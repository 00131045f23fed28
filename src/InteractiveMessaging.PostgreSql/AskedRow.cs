using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>
/// One row of the answer about messages: who has the message, and one of its records where there is any. A message has a row for each.
/// </summary>
internal readonly record struct AskedRow(
    Guid Hash, bool IsMine, long? Holder, long? Ask, bool IsHeld, int? Attempt, bool IsOutcome, JournalStatus Status, string? MessageId,
    bool IsAlive, int Run)
{
    /// <summary>The row that the reader is at. Where nobody is seen to hold the message, somebody has just taken it.</summary>
    public static AskedRow Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetBoolean(1),
        reader.IsDBNull(2) ? null : reader.GetInt64(2),
        reader.IsDBNull(3) ? null : reader.GetInt64(3),
        reader.IsDBNull(4) || reader.GetBoolean(4),
        reader.IsDBNull(5) ? null : reader.GetInt32(5),
        !reader.IsDBNull(6) && reader.GetBoolean(6),
        reader.IsDBNull(7) ? default : (JournalStatus)reader.GetInt16(7),
        reader.IsDBNull(8) ? null : reader.GetString(8),
        !reader.IsDBNull(9) && reader.GetBoolean(9),
        reader.IsDBNull(10) ? 0 : reader.GetInt32(10));
}
