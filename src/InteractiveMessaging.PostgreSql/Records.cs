using Npgsql;
using NpgsqlTypes;

namespace InteractiveMessaging.PostgreSql;

/// <summary>Writes down intents and outcomes, and rows that were stopped: what comes together is one transaction.</summary>
internal sealed class Records(Worker worker, Link link)
{
    private readonly HashSet<string> _drafts = [];

    /// <summary>Writes a group. Each intent learns whether it is this worker's.</summary>
    public async Task WriteAsync(List<Record> group)
    {
        Record[] intents = Sorted(group, RecordKind.Intent);
        Record[] outcomes = Sorted(group, RecordKind.Outcome);
        Record[] invalid = [.. group.Where(record => record.Kind == RecordKind.Invalid)];
        string[] drafts = [.. intents.Select(record => record.Message.Draft).Distinct().Where(draft => !_drafts.Contains(draft))];
        HashSet<Guid> taken = await link.DoAsync(async (connection, again) =>
        {
            HashSet<Guid> mine = [];
            using NpgsqlBatch batch = new(connection);
            AddOthers(batch, drafts, outcomes, invalid);
            NpgsqlBatchCommand? intend = intents.Length == 0 ? null : Intents(intents, Statements.Intend, withTexts: true);
            if (intend is not null)
            {
                batch.BatchCommands.Add(intend);
            }

            await ReadAsync(batch, mine).ConfigureAwait(false);
            if (intend is not null && again)
            {
                // The first try may have got there, and only its answer was lost.
                using NpgsqlBatch look = new(connection);
                look.BatchCommands.Add(Intents(intents, Statements.Intended, withTexts: false));
                await ReadAsync(look, mine).ConfigureAwait(false);
            }

            return mine;
        }).ConfigureAwait(false);

        _drafts.UnionWith(drafts);
        foreach (Record intent in intents)
        {
            intent.Written!.TrySetResult(taken.Contains(intent.Message.Hash.Uuid()));
        }

        foreach (Record other in group.Where(record => record.Kind != RecordKind.Intent))
        {
            other.Written?.TrySetResult(true);
        }
    }

    // Only intents answer with rows.
    private static async Task ReadAsync(NpgsqlBatch batch, HashSet<Guid> hashes)
    {
        if (batch.BatchCommands.Count == 0)
        {
            return;
        }

        using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        do
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                hashes.Add(reader.GetGuid(0));
            }
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));
    }

    private static Record[] Sorted(List<Record> group, RecordKind kind)
    {
        Record[] records = [.. group.Where(record => record.Kind == kind)];
        Array.Sort(records, static (one, other) => Parameters.Compare(one.Message.Hash, other.Message.Hash));
        return records;
    }

    private void AddOthers(NpgsqlBatch batch, string[] drafts, Record[] outcomes, Record[] invalid)
    {
        if (drafts.Length > 0)
        {
            Add(batch, Statements.Draft).With(worker.Campaign).With(worker.Run).With(drafts);
        }

        if (outcomes.Length > 0)
        {
            Add(batch, Statements.Settle).With(worker.Campaign).With(worker.Id)
                .With(All(outcomes, record => record.Message.Hash.Uuid()))
                .With(All(outcomes, record => record.Attempt))
                .With(All(outcomes, record => (short)record.Outcome.Status))
                .With(All(outcomes, record => Parameters.Text(record.Message.Recipient)), NpgsqlDbType.Array | NpgsqlDbType.Text)
                .With(All(outcomes, record => Parameters.Text(record.Message.Key)), NpgsqlDbType.Array | NpgsqlDbType.Text)
                .With(All(outcomes, record => Parameters.Text(record.Outcome.MessageId)), NpgsqlDbType.Array | NpgsqlDbType.Text)
                .With(All(outcomes, record => Parameters.Text(record.Outcome.ErrorCode)), NpgsqlDbType.Array | NpgsqlDbType.Text)
                .With(All(outcomes, record => record.Outcome.HttpStatus))
                .With(All(outcomes, record => record.Outcome.Attempts))
                .With(All(outcomes, record => record.Outcome.FirstTriedAt?.UtcDateTime), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
                .With(All(outcomes, record => (long)record.Outcome.Elapsed.TotalMilliseconds));
        }

        if (invalid.Length > 0)
        {
            Add(batch, Statements.Invalid).With(worker.Campaign).With(worker.Run)
                .With(All(invalid, record => record.Row.Row))
                .With(All(invalid, record => Parameters.Text(record.Row.Cause)!))
                .With(All(invalid, record => Parameters.Text(record.Row.Recipient)), NpgsqlDbType.Array | NpgsqlDbType.Text)
                .With(All(invalid, record => Parameters.Text(record.Row.Key)), NpgsqlDbType.Array | NpgsqlDbType.Text);
        }
    }

    private NpgsqlBatchCommand Intents(Record[] intents, string statement, bool withTexts)
    {
        NpgsqlBatchCommand command = new(statement);
        NpgsqlParameterCollection with = command.Parameters.With(worker.Campaign).With(worker.Id)
            .With(All(intents, record => record.Message.Hash.Uuid())).With(All(intents, record => record.Attempt));
        if (withTexts)
        {
            with.With(All(intents, record => Parameters.Text(record.Message.Recipient)), NpgsqlDbType.Array | NpgsqlDbType.Text)
                .With(All(intents, record => Parameters.Text(record.Message.Key)), NpgsqlDbType.Array | NpgsqlDbType.Text);
        }

        return command;
    }

    private static NpgsqlParameterCollection Add(NpgsqlBatch batch, string statement)
    {
        NpgsqlBatchCommand command = new(statement);
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    private static T[] All<T>(Record[] records, Func<Record, T> field) => Array.ConvertAll(records, record => field(record));
}

/// <summary>What is written down.</summary>
internal enum RecordKind
{
    /// <summary>A message is about to be sent.</summary>
    Intent,

    /// <summary>What became of it.</summary>
    Outcome,

    /// <summary>A row that was stopped.</summary>
    Invalid,

    /// <summary>Nothing: who waits for it knows that all before it is written.</summary>
    Mark,
}

/// <summary>One thing to write down.</summary>
/// <param name="Kind">What it is.</param>
internal sealed record Record(RecordKind Kind)
{
    /// <summary>The message of an intent or an outcome.</summary>
    public JournalMessage Message { get; init; }

    /// <summary>The number of the attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>What became of it.</summary>
    public JournalOutcome Outcome { get; init; }

    /// <summary>The row that was stopped.</summary>
    public InvalidRow Row { get; init; }

    /// <summary>Who waits for it, and learns whether an intent is this worker's.</summary>
    public TaskCompletionSource<bool>? Written { get; init; }
}
