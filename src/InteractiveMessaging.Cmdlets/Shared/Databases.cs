using System.Management.Automation;
using System.Runtime.CompilerServices;
using InteractiveMessaging.PostgreSql;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// The one place that names the project for PostgreSQL; it is loaded when such a journal is first named. Of its packages this one knows
/// nothing: they are in a load context of their own.
/// </summary>
internal static class Databases
{
    /// <inheritdoc cref="PostgresJournal.Open"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IRunJournal Open(JournalAddress address, JournalHeader header, JournalOptions options, PSCredential? credential) =>
        PostgresJournal.Open(
            address,
            header,
            new() { Force = options.Force, RetriesDoubts = options.RetriesDoubts },
            credential?.UserName,
            credential?.GetNetworkCredential().Password);

    /// <inheritdoc cref="PostgresSnapshot.Open"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IJournalSnapshot Foresee(JournalAddress address, JournalHeader header, bool force, PSCredential? credential) =>
        PostgresSnapshot.Open(address, header, force, credential?.UserName, credential?.GetNetworkCredential().Password);

    /// <inheritdoc cref="PostgresReader.Open"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IJournalReader Read(JournalAddress address, PSCredential? credential) =>
        PostgresReader.Open(address, credential?.UserName, credential?.GetNetworkCredential().Password);

    /// <inheritdoc cref="Campaigns.Initialize"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Initialize(JournalAddress address, PSCredential? credential)
    {
        using Database database = Reach(address, credential);
        return Campaigns.Initialize(database, address);
    }

    /// <inheritdoc cref="Schema.Text"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string SchemaText() => Schema.Text();

    /// <inheritdoc cref="Campaigns.StopAll"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int? Stop(JournalAddress address, PSCredential? credential, string why)
    {
        using Database database = Reach(address, credential);
        return Campaigns.StopAll(database, address, why);
    }

    private static Database Reach(JournalAddress address, PSCredential? credential) =>
        new(address, credential?.UserName, credential?.GetNetworkCredential().Password);
}
