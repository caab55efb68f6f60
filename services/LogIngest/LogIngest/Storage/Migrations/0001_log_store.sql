-- Log rows land in generations by arrival: each is a heap of its own (log_hot_<gen>, see GenerationTables.cs), listed here.
-- next: exists and takes no rows yet; open: takes rows; sealed: refuses rows; compacted: its rows are segments; dropped: gone.
create table log_generation (
    gen bigint generated always as identity primary key,
    state text not null check (state in ('next', 'open', 'sealed', 'compacted', 'dropped')),
    created_at timestamptz not null default now(),
    opened_at timestamptz,
    sealed_at timestamptz,
    compacted_at timestamptz,
    -- Known once the generation is sealed and counted; null means: may hold anything.
    min_ts timestamptz,
    max_ts timestamptz,
    min_id bigint,
    max_id bigint,
    n bigint
);
create unique index log_generation_open on log_generation (state) where state in ('next', 'open');
create index log_generation_live on log_generation (gen) where state in ('open', 'sealed');

-- One number for each commit; a row's id is number << 20 | its index in the commit, unique over all replicas.
create sequence log_group_seq;

-- Counts of one commit: parallel arrays of (UTC minute since 1970, service, level, rows). Folded into log_rollup once the generation is sealed.
create table log_delta (
    gen bigint not null,
    total int not null,
    minute bigint[] not null,
    service smallint[] not null,
    level smallint[] not null,
    n bigint[] not null
);
create index log_delta_gen on log_delta (gen);

-- Rows of sealed generations. Together with log_delta it counts every stored row exactly once, in any snapshot.
create table log_rollup (
    minute bigint not null,
    service smallint not null,
    level smallint not null,
    n bigint not null,
    primary key (minute, service, level)
) with (fillfactor = 70);

-- Names and resources are stored once; rows carry their numbers.
create table log_service (
    id smallint generated always as identity primary key,
    name text not null unique
);
create table log_resource (
    id int generated always as identity primary key,
    sha256 bytea not null unique,
    body jsonb not null
);

-- Requests that carried an Idempotency-Key, in the transaction of their rows; kept 7 days.
create table ingest_batch (
    sender text not null,
    idem_key text not null,
    body_sha256 bytea not null,
    response jsonb not null,
    at timestamptz not null default now(),
    primary key (sender, idem_key)
);
create index ingest_batch_at on ingest_batch using brin (at);

-- Creates a generation with its heap: insert only, dropped whole. No statistics are kept while it takes rows; it is analyzed when sealed.
-- The btree serves "latest of a service and level", BRIN time ranges (rows arrive nearly in order), the other btree traces.
create function log_create_generation(initial_state text) returns bigint language plpgsql as $$
declare
    created bigint;
begin
    insert into log_generation (state, opened_at)
    values (initial_state, case initial_state when 'open' then now() end) returning gen into created;
    execute format('create table log_hot_%s (
        ts timestamptz not null, id bigint not null, level smallint not null, service smallint not null, resource_id int not null,
        trace_id uuid, span_id bytea, message text not null, attributes jsonb not null)
        with (autovacuum_enabled = off, toast.autovacuum_enabled = off)', created);
    execute format('create index on log_hot_%s using brin (ts) with (pages_per_range = 32)', created);
    execute format('create index on log_hot_%s (service, level, ts desc, id desc)', created);
    execute format('create index on log_hot_%s (trace_id) where trace_id is not null', created);
    return created;
end
$$;
select log_create_generation('open');
select log_create_generation('next');
