using System.Runtime.CompilerServices;

namespace InteractiveMessaging.Cmdlets;

/// <summary>The templates of connections' accounts.</summary>
internal static class Templates
{
    // As long as a person waits for a list to open.
    private static readonly TimeSpan LongestCompletion = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private static readonly ConditionalWeakTable<Connection, Known> Seen = [];

    /// <summary>Reads them from the account.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="name">The one that is wanted; null for all.</param>
    /// <param name="language">The language that is wanted; null for all.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="WaException">They cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TemplatePage Read(Connection connection, string? name, string? language, CancellationToken stop)
    {
        TemplateQuery query = new(name, language, null, TemplateListing.UsualLimit);
        TemplatePage found = AccountTemplates.ReadAsync(connection, query, Timeout, TimeProvider.System, stop).GetAwaiter().GetResult();
        if (name is null && language is null)
        {
            Seen.AddOrUpdate(connection, new(found.Definitions, TimeProvider.System.GetTimestamp()));
        }

        return found;
    }

    /// <summary>Those of an account as they were a few minutes ago at most; none where they cannot be read at once.</summary>
    public static IReadOnlyList<TemplateDefinition> Recent(Connection connection)
    {
        if (Seen.TryGetValue(connection, out Known? known) && TimeProvider.System.GetElapsedTime(known.At) < Fresh)
        {
            return known.Definitions;
        }

        using CancellationTokenSource late = new(LongestCompletion);
        try
        {
            return AccountTemplates.CanList(connection) ? Read(connection, null, null, late.Token).Definitions : [];
        }
        catch (Exception fault) when (fault is WaException or OperationCanceledException)
        {
            // Nobody waits for an error while typing; and what failed just now is not tried again with every key.
            Seen.AddOrUpdate(connection, new([], TimeProvider.System.GetTimestamp()));
            return [];
        }
    }

    private sealed record Known(IReadOnlyList<TemplateDefinition> Definitions, long At);
}
