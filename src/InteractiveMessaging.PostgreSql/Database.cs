using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace InteractiveMessaging.PostgreSql;

/// <summary>The way to one database: how it is reached, and what its failures mean.</summary>
internal sealed class Database : IDisposable
{
    private const int MostTries = 50;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);
    private readonly NpgsqlDataSource _source;
    private readonly JournalAddress _address;
    private int _away;

    /// <param name="address">Where it is.</param>
    /// <param name="user">The role in place of the address's own; null takes that.</param>
    /// <param name="password">Its password; null leaves it to Npgsql's own sources (PGPASSWORD, PGPASSFILE).</param>
    public Database(JournalAddress address, string? user = null, string? password = null)
    {
        _address = address;
        NpgsqlConnectionStringBuilder settings = new()
        {
            Host = address.Host,
            Port = address.Port,
            Database = address.Database,
            Username = user ?? address.User,
            Password = password,
            // On this machine nobody can listen; elsewhere the server must prove who it is.
            SslMode = address.IsLoopback ? SslMode.Prefer : SslMode.VerifyFull,
            ApplicationName = "InteractiveMessaging",
            Timeout = 10,
            CommandTimeout = 20,
            KeepAlive = 15,
            MaxAutoPrepare = 30,
            AutoPrepareMinUsages = 2,
            Pooling = false,
            IncludeErrorDetail = false,
            Enlist = false,
        };
        NpgsqlDataSourceBuilder builder = new(settings.ConnectionString);

        // Each hot statement finds its rows by a key. A plan that was made while the tables were empty must not read all of them later.
        const string Plans = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off;"
            + " SET plan_cache_mode = force_generic_plan; SET search_path = interactive_messaging, pg_catalog";
        builder.UsePhysicalConnectionInitializer(
            connection => Execute(connection, Plans),
            async connection =>
            {
                using NpgsqlCommand command = new(Plans, connection);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            });
        _source = builder.Build();
    }

    /// <summary>How long a database that is away is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Takes a line for people; null tells nobody.</summary>
    public Action<string>? Note { get; set; }

    /// <summary>A connection.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) => _source.OpenConnectionAsync(cancellation);

    /// <summary>
    /// Does something at once, on a connection of its own; again where the server says that it is just starting or stopping. Twice must be
    /// as good as once.
    /// </summary>
    /// <exception cref="WaException">It failed.</exception>
    public T Do<T>(Func<NpgsqlConnection, T> work)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                using NpgsqlConnection connection = _source.OpenConnection();
                return work(connection);
            }
            catch (PostgresException busy) when (MayPass(busy) && tries < MostTries)
            {
                Thread.Sleep(BetweenTries);
            }
            catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException or InvalidOperationException)
            {
                throw Refused(failure);
            }
        }
    }

    /// <summary>Whether a failure may go by itself: the database is away, starts or stops, or two of us met.</summary>
    public static bool MayPass(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState switch
        {
            // Stops, crashed, starts; too many connections; a deadlock or a conflict of transactions; a statement that was cancelled.
            "57P01" or "57P02" or "57P03" or "53300" or "40P01" or "40001" or "57014" => true,
            { } state => state.StartsWith("08", StringComparison.Ordinal),
        },
        NpgsqlException other => other.IsTransient || other.InnerException is IOException or SocketException or TimeoutException,
        IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Says once that the database is waited for, whoever noticed it.</summary>
    public void TellAway(Exception failure)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0)
        {
            Note?.Invoke($"The journal's database {_address.Server} does not answer ({Reason(failure)}); the run waits for it.");
        }
    }

    /// <summary>Says once that it is back.</summary>
    public void TellBack()
    {
        if (Interlocked.Exchange(ref _away, 0) == 1)
        {
            Note?.Invoke($"The journal's database {_address.Server} answers again.");
        }
    }

    /// <summary>Whether it is waited for just now.</summary>
    public bool IsAway => Volatile.Read(ref _away) == 1;

    /// <summary>What to say where it could not be used; texts of exceptions show no password, and none is in them.</summary>
    public WaException Refused(Exception failure) => failure switch
    {
        WaException known => known,
        PostgresException { SqlState: "28P01" or "28000" } => Fault(
            failure, "Give the role in the address and its password with -JournalCredential, PGPASSFILE or PGPASSWORD."),
        PostgresException { SqlState: "42501" } => Fault(
            failure, "Have Initialize-WaJournal run once by a role that may make a schema, and grant the rights that"
                + " about_WaSeveralMachines lists."),
        PostgresException { SqlState: "3D000" } => Fault(failure, "Make the database first, or correct its name."),
        { InnerException: AuthenticationException } => Fault(
            failure, "The server's certificate must be made out to this name, by an authority that is known here: PGSSLROOTCERT names the"
                + " file of another one."),
        _ => Fault(failure, "Make sure that the server runs and can be reached from here, then run the same command again;"
            + " what was written down stays known."),
    };

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private WaException Fault(Exception failure, string recommendation) => new(
        ErrorCause.JournalUnwritable,
        $"The journal '{_address.Journal}' in the database {_address.Server} cannot be used: {Reason(failure)}",
        recommendation);

    private static string Reason(Exception failure) => failure switch
    {
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState})",
        { InnerException: { } inner } when !failure.Message.Contains(inner.Message, StringComparison.Ordinal) =>
            $"{failure.Message.TrimEnd('.')}: {inner.Message}",
        _ => failure.Message,
    };

    private static void Execute(NpgsqlConnection connection, string text)
    {
        using NpgsqlCommand command = new(text, connection);
        command.ExecuteNonQuery();
    }
}
