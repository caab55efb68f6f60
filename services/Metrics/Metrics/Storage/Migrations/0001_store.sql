-- Metrics by name. Kind and unit are those of the first point.
create table metric (
    id int generated always as identity primary key,
    name text not null unique,
    kind text not null check (kind in ('gauge', 'counter', 'delta')),
    unit text not null
);

-- Series. hash = first 16 bytes of SHA-256 over metric and labels; labels e.g. {"device": "vda", "direction": "read"}.
create table metric_series (
    id int generated always as identity primary key,
    metric_id int not null references metric,
    hash bytea not null unique,
    labels jsonb not null,
    source text not null,
    created_at timestamptz not null default now(),
    last_seen date not null
);
create index metric_series_last_seen on metric_series (last_seen);

-- The batch log is one table per generation, metric_log_<gen>, so that a day goes by dropping a table. Exactly one generation is open.
create table metric_generation (
    gen bigint generated always as identity primary key,
    state text not null check (state in ('open', 'sealed')),
    opened_at timestamptz not null default now(),
    sealed_at timestamptz,
    samples bigint,
    min_ts timestamptz,
    max_ts timestamptz
);
create unique index metric_generation_open on metric_generation ((true)) where state = 'open';

-- Ids of log rows across all generations.
create sequence metric_log_id;

-- Adds a generation with its table. A row holds one commit group: body = columns of series id, time and value, see BatchCodec.
-- Rows are never updated and the table is dropped whole, so there is nothing to vacuum; bodies are compressed already.
create function open_generation() returns bigint language plpgsql as $$
declare
    opened bigint;
begin
    insert into metric_generation (state) values ('open') returning gen into opened;
    execute format(
        'create table metric_log_%s (id bigint not null default nextval(''metric_log_id''), samples int not null, '
        'min_ts timestamptz not null, max_ts timestamptz not null, format smallint not null, body bytea not null) '
        'with (autovacuum_enabled = off)', opened);
    execute format('alter table metric_log_%s alter body set storage external', opened);
    return opened;
end $$;

select open_generation();

-- Writers hold this lock shared until they commit; who seals holds it alone, and so waits for the writers in flight.
create function generation_lock() returns bigint language sql stable as $$
    select hashtextextended(current_schema() || '.metric_generation', 0)
$$;

-- Appends one commit group to the open generation. As plpgsql is volatile, the generation is read after the lock has been got.
create function append_batch(samples int, min_ts timestamptz, max_ts timestamptz, format smallint, body bytea) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(generation_lock());
    execute format('insert into metric_log_%s (samples, min_ts, max_ts, format, body) values ($1, $2, $3, $4, $5)',
                   (select gen from metric_generation where state = 'open'))
    using samples, min_ts, max_ts, format, body;
end $$;

-- Closes the open generation for good and opens the next. Returns the closed one; null when it is empty and may as well go on.
create function seal_generation() returns bigint language plpgsql as $$
declare
    closed bigint;
    stored bigint;
    oldest timestamptz;
    newest timestamptz;
begin
    perform pg_advisory_xact_lock(generation_lock());
    select gen into closed from metric_generation where state = 'open';
    execute format('select sum(samples), min(min_ts), max(max_ts) from metric_log_%s', closed) into stored, oldest, newest;
    if stored is null then
        update metric_generation set opened_at = now() where gen = closed;
        return null;
    end if;
    update metric_generation set state = 'sealed', sealed_at = now(), samples = stored, min_ts = oldest, max_ts = newest where gen = closed;
    -- Whatever still wrote here would be an error, never a silent row.
    execute format('alter table metric_log_%s add constraint sealed check (false) not valid', closed);
    perform open_generation();
    return closed;
end $$;
