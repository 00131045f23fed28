namespace InteractiveMessaging.Tests.PostgreSql;

/// <summary>Tests that use the server come one after the other, since some of them stop it. It ends with the last of them.</summary>
[CollectionDefinition(nameof(PostgresCollection))]
public sealed class PostgresCollection : ICollectionFixture<PostgresCollection.ServerEnd>
{
    public sealed class ServerEnd : IDisposable
    {
        public void Dispose() => Cluster.End();
    }
}
