namespace InteractiveMessaging.PostgreSql;

/// <summary>The statements that run for every message. Whatever a value says, it is a parameter.</summary>
internal static class Statements
{
    /// <summary>So many messages in one statement at most.</summary>
    public const int LargestGroup = 500;

    /// <summary>
    /// Whether a worker lives: it has not ended, and gave a sign of life within the lease. A server that was away gave it no chance to.
    /// </summary>
    /// <param name="worker">What the worker is called in the statement.</param>
    /// <param name="lease">The parameter that has the lease.</param>
    public static string IsAlive(string worker, string lease = "$5") => $"({worker}.ended_at IS NULL"
        + $" AND GREATEST({worker}.beat_at, pg_postmaster_start_time()) > clock_timestamp() - {lease}::interval)";

    private const string Given = "WITH given AS MATERIALIZED (SELECT hash FROM unnest($3::uuid[]) AS g(hash))";

    // $1 campaign, $2 run, $3 hashes in their order, $4 worker, $5 lease, $6 the number of this question.
    private const string Taken = """
        , taken AS (
            INSERT INTO claim (campaign, run, hash, worker, ask) SELECT $1, $2, hash, $4, $6 FROM given
            ON CONFLICT DO NOTHING RETURNING hash)
        """;

    private static readonly string Free = $"""
        , free AS (
            UPDATE claim SET worker = $4, ask = $6
            FROM (SELECT found.ctid, found.worker FROM given
                CROSS JOIN LATERAL (
                    SELECT ctid, worker FROM claim WHERE campaign = $1 AND run = $2 AND hash = given.hash OFFSET 0) AS found
                CROSS JOIN LATERAL (
                    SELECT FROM worker AS holder WHERE id = found.worker AND id <> $4 AND NOT {IsAlive("holder")} OFFSET 0) AS holder
                OFFSET 0) AS left_over
            WHERE claim.ctid = left_over.ctid AND claim.worker = left_over.worker
            RETURNING claim.hash)
        """;

    // Of each table only the rows of a message are looked at, also by a plan that was made while the tables were empty and a scan of all of
    // it looked cheap: what has an OFFSET is planned for itself, and has nothing but its key to go by.
    private static string Answer(string isMine, string unless = "") => $"""
         SELECT given.hash, {isMine} AS is_mine,
            claim.worker, claim.ask, {IsAlive("holder")} AS is_held,
            record.attempt, record.is_outcome, record.status, record.message_id, {IsAlive("writer")} AS is_alive, writer.run
        FROM given
            LEFT JOIN LATERAL (
                SELECT worker, ask FROM claim WHERE campaign = $1 AND run = $2 AND hash = given.hash{unless} OFFSET 0) AS claim ON true
            LEFT JOIN LATERAL (
                SELECT ended_at, beat_at FROM worker WHERE id = claim.worker OFFSET 0) AS holder ON true
            LEFT JOIN LATERAL (
                SELECT attempt, is_outcome, status, message_id, worker FROM record WHERE campaign = $1 AND hash = given.hash OFFSET 0)
                AS record ON true
            LEFT JOIN LATERAL (
                SELECT ended_at, beat_at, run FROM worker WHERE id = record.worker OFFSET 0) AS writer ON true
        ORDER BY given.hash, record.attempt, record.is_outcome
        """;

    /// <summary>Asks for messages that this worker has not asked for before.</summary>
    public static readonly string Claim = Given + Taken
        + Answer("given.hash IN (SELECT hash FROM taken)", " AND NOT given.hash IN (SELECT hash FROM taken)");

    /// <summary>Asks again for what another worker has, and takes over what a dead one left.</summary>
    public static readonly string ClaimAgain = Given + Taken + Free
        + Answer("(given.hash IN (SELECT hash FROM taken) OR given.hash IN (SELECT hash FROM free))");

    /// <summary>Looks only.</summary>
    public static readonly string Look = Given + Answer("($4::bigint IS NULL AND $6::bigint IS NULL)");

    /// <summary>Gives back what was claimed and not begun: $1 campaign, $2 run, $3 hashes, $4 worker.</summary>
    public const string Release = """
        DELETE FROM claim
        USING (SELECT found.ctid FROM unnest($3::uuid[]) AS given(hash)
            CROSS JOIN LATERAL (
                SELECT ctid FROM claim WHERE campaign = $1 AND run = $2 AND hash = given.hash AND worker = $4 OFFSET 0) AS found
            OFFSET 0) AS mine
        WHERE claim.ctid = mine.ctid AND claim.worker = $4
        """;

    /// <summary>Intents: of each attempt, one worker's counts. $1 campaign, $2 worker, then hashes, attempts, recipients, keys.</summary>
    public const string Intend = """
        INSERT INTO record (campaign, hash, attempt, is_outcome, status, worker, at, recipient, key)
        SELECT $1, hash, attempt, false, 1, $2, clock_timestamp(), recipient, key
        FROM unnest($3::uuid[], $4::integer[], $5::text[], $6::text[]) AS g(hash, attempt, recipient, key)
        ON CONFLICT DO NOTHING RETURNING hash
        """;

    /// <summary>Which of these intents are this worker's, where an answer was lost: $1 campaign, $2 worker, hashes, attempts.</summary>
    public const string Intended = """
        SELECT g.hash FROM unnest($3::uuid[], $4::integer[]) AS g(hash, attempt)
            CROSS JOIN LATERAL (
                SELECT FROM record
                WHERE campaign = $1 AND hash = g.hash AND attempt = g.attempt AND NOT is_outcome AND worker = $2 OFFSET 0) AS mine
        """;

    /// <summary>Outcomes. Written twice, the first one stays.</summary>
    public const string Settle = """
        INSERT INTO record (campaign, hash, attempt, is_outcome, status, worker, at,
            recipient, key, message_id, error_code, http, attempts, first_at, milliseconds)
        SELECT $1, hash, attempt, true, status, $2, clock_timestamp(), recipient, key, message_id, error_code, http, attempts, first_at, ms
        FROM unnest($3::uuid[], $4::integer[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::integer[],
            $11::integer[], $12::timestamptz[], $13::bigint[])
            AS g(hash, attempt, status, recipient, key, message_id, error_code, http, attempts, first_at, ms)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>The hashes of messages as they were composed: $1 campaign, $2 run, $3 hashes.</summary>
    public const string Draft =
        "INSERT INTO draft (campaign, run, draft) SELECT $1, $2, draft FROM unnest($3::text[]) AS g(draft) ON CONFLICT DO NOTHING";

    /// <summary>Rows that the module's own check stopped; each worker of a run meets them.</summary>
    public const string Invalid = """
        INSERT INTO invalid (campaign, run, row_number, cause, recipient, key)
        SELECT $1, $2, row_number, cause, recipient, key
        FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[]) AS g(row_number, cause, recipient, key)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>
    /// A sign of life; whether somebody stopped the run, how many workers it has, and which of them this one is: $1 worker, $2 messages
    /// tried, $3 messages a second lately, $4 lease.
    /// </summary>
    public static readonly string Beat = $"""
        UPDATE worker SET beat_at = clock_timestamp(), tried = $2, rate = $3 FROM run
        WHERE worker.id = $1 AND run.campaign = worker.campaign AND run.number = worker.run
        RETURNING run.stopped_at IS NOT NULL, run.stop_cause, run.stop_text, run.stop_recommendation,
            (SELECT count(*) FROM worker AS one
                WHERE one.campaign = run.campaign AND one.run = run.number AND (one.id = $1 OR {IsAlive("one", "$4")})),
            (SELECT count(*) FROM worker AS one
                WHERE one.campaign = run.campaign AND one.run = run.number AND one.id < $1 AND {IsAlive("one", "$4")})
        """;

    /// <summary>
    /// Slots of the pace for the next so many messages: $1 account, $2 how many, $3 messages a second, $4 seconds that are made up.
    /// </summary>
    /// <remarks>The generic cell rate algorithm in one row. After a throttle the share comes back by a twentieth a second.</remarks>
    public const string Slots = """
        UPDATE pace SET
            gap = 1 / ($3 * LEAST(1, share + (extract(epoch FROM clock_timestamp()) - share_at) / 20)),
            next_at = GREATEST(next_at, resume_at, extract(epoch FROM clock_timestamp()) - $4)
                + $2 / ($3 * LEAST(1, share + (extract(epoch FROM clock_timestamp()) - share_at) / 20))
        WHERE account = $1
        RETURNING next_at, gap, extract(epoch FROM clock_timestamp())::double precision
        """;

    /// <summary>Half the pace, and a pause: $1 account, $2 when the refused message left, $3 seconds of pause.</summary>
    /// <remarks>What left before the last slow-down says nothing new, but a pause counts.</remarks>
    public const string SlowDown = """
        UPDATE pace SET
            resume_at = GREATEST(resume_at, extract(epoch FROM clock_timestamp()) + $3),
            share = CASE WHEN share_at > $2 THEN share ELSE
                GREATEST(0.01, LEAST(1, share + (extract(epoch FROM clock_timestamp()) - share_at) / 20) / 2) END,
            share_at = CASE WHEN share_at > $2 THEN share_at ELSE extract(epoch FROM clock_timestamp()) END
        WHERE account = $1
        """;
}
