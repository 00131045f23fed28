-- The journal of campaigns that several machines send together. What was intended and what became of it is only ever inserted.
CREATE SCHEMA IF NOT EXISTS interactive_messaging;

-- Its own version, so that an older module leaves a newer schema alone.
CREATE TABLE interactive_messaging.schema_version (version integer NOT NULL);

-- A journal by its name.
CREATE TABLE interactive_messaging.campaign (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp());

-- All workers that send at the same time are one run.
CREATE TABLE interactive_messaging.run (
    campaign integer NOT NULL REFERENCES interactive_messaging.campaign ON DELETE CASCADE,
    number integer NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    stopped_at timestamptz,
    stop_cause text,
    stop_text text,
    stop_recommendation text,
    PRIMARY KEY (campaign, number));

-- One process in a run, and its last sign of life.
CREATE TABLE interactive_messaging.worker (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign integer NOT NULL,
    run integer NOT NULL,
    machine text NOT NULL,
    process integer NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    beat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    connection text NOT NULL,
    provider text NOT NULL,
    host text NOT NULL,
    account text NOT NULL,
    key_column text,
    total bigint,
    tried bigint NOT NULL DEFAULT 0,
    rate double precision NOT NULL DEFAULT 0,
    rows_read bigint,
    not_reached bigint,
    finished boolean NOT NULL DEFAULT false,
    read_all boolean NOT NULL DEFAULT false,
    FOREIGN KEY (campaign, run) REFERENCES interactive_messaging.run ON DELETE CASCADE)
    WITH (fillfactor = 50);
CREATE INDEX worker_of_run ON interactive_messaging.worker (campaign, run);

-- The messages that runs used, by hash.
CREATE TABLE interactive_messaging.draft (
    campaign integer NOT NULL REFERENCES interactive_messaging.campaign ON DELETE CASCADE,
    draft text NOT NULL,
    run integer NOT NULL,
    PRIMARY KEY (campaign, draft));

-- Who is about to try what. It only keeps workers out of each other's way: what fences a request is the record of its intent. So nothing
-- is lost with it when the server crashes.
CREATE UNLOGGED TABLE interactive_messaging.claim (
    campaign integer NOT NULL,
    run integer NOT NULL,
    hash uuid NOT NULL,
    worker bigint NOT NULL,
    ask bigint NOT NULL,
    PRIMARY KEY (campaign, run, hash));

-- Each attempt is two records, its intent and its outcome. The primary key lets one worker intend an attempt, and no other.
CREATE TABLE interactive_messaging.record (
    campaign integer NOT NULL,
    hash uuid NOT NULL,
    attempt integer NOT NULL,
    is_outcome boolean NOT NULL,
    status smallint NOT NULL,
    worker bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recipient text,
    key text,
    message_id text,
    error_code text,
    http integer,
    attempts integer,
    first_at timestamptz,
    milliseconds bigint,
    PRIMARY KEY (campaign, hash, attempt, is_outcome));

-- Rows that the module's own check stopped.
CREATE TABLE interactive_messaging.invalid (
    campaign integer NOT NULL REFERENCES interactive_messaging.campaign ON DELETE CASCADE,
    run integer NOT NULL,
    row_number bigint NOT NULL,
    cause text NOT NULL,
    recipient text,
    key text,
    PRIMARY KEY (campaign, run, row_number));

-- The pace of each account, over all who send: when the next message may leave, in seconds since 1970 on the server's clock.
CREATE TABLE interactive_messaging.pace (
    account text PRIMARY KEY,
    next_at double precision NOT NULL,
    resume_at double precision NOT NULL DEFAULT 0,
    gap double precision NOT NULL DEFAULT 0,
    share double precision NOT NULL DEFAULT 1,
    share_at double precision NOT NULL DEFAULT 0)
    WITH (fillfactor = 50);

-- A campaign goes with all that it wrote: DELETE FROM interactive_messaging.campaign WHERE name = 'october'.
CREATE FUNCTION interactive_messaging.delete_records() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM interactive_messaging.record WHERE campaign = OLD.id;
    DELETE FROM interactive_messaging.claim WHERE campaign = OLD.id;
    RETURN OLD;
END $$;
CREATE TRIGGER delete_records AFTER DELETE ON interactive_messaging.campaign
    FOR EACH ROW EXECUTE FUNCTION interactive_messaging.delete_records();

INSERT INTO interactive_messaging.schema_version VALUES (1);
