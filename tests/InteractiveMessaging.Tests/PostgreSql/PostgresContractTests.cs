using InteractiveMessaging.PostgreSql;

namespace InteractiveMessaging.Tests.PostgreSql;

/// <summary>The journal in PostgreSQL keeps the contract of every journal.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class PostgresContractTests : JournalContract
{
    private readonly JournalAddress _address = Cluster.Instance.Journal($"contract {Guid.NewGuid():n}");

    private protected override IRunJournal Open(JournalHeader? header = null, bool force = false) =>
        PostgresJournal.Open(_address, header ?? Header, new() { Force = force });

    // As if its lease had run out.
    private protected override void Kill(IRunJournal journal)
    {
        PostgresJournal killed = (PostgresJournal)journal;
        killed.Abandon();
        Cluster.Instance.Execute($"UPDATE interactive_messaging.worker SET ended_at = clock_timestamp() WHERE id = {killed.Id}");
    }
}
