-- One row per generation run: what was reported, and what follows from it.
create table generation_run (
    id uuid primary key,
    generation_type text not null,
    target_year int,
    target_month int,
    source text,
    status text not null check (status in ('running', 'completed', 'partial', 'failed', 'stalled')),
    started_at timestamptz not null,
    completed_at timestamptz,
    duration_ms bigint,
    total_count int not null default 0,
    success_count int not null default 0,
    failed_count int not null default 0,
    skipped_count int not null default 0,
    success_rate double precision,
    error_count int not null default 0,
    error_messages jsonb not null default '[]',     -- those that came with the completion, e.g. ["no address"]
    metadata jsonb not null default '{}',           -- free facts, e.g. {"batch": 7}
    trace_id text,
    correlation_id text,
    expected_duration_ms bigint,
    last_heartbeat_at timestamptz,                  -- null: the reporter has never sent one
    last_seen_at timestamptz not null default now(),
    stalls_at timestamptz not null,                 -- when silence becomes too long; moved by every sign of life
    stalled_at timestamptz,
    progress_processed int,
    progress_total int,
    progress_message text,
    start_sha256 bytea not null,                    -- content of the start and of the completion, to tell a repetition from a contradiction
    completion_sha256 bytea
);

-- Every list is read newest first through one of these; the id makes the order total.
create index generation_run_started on generation_run (started_at, id);
create index generation_run_type on generation_run (generation_type, started_at, id);
create index generation_run_status on generation_run (status, started_at, id);
create index generation_run_source on generation_run (source, started_at, id);
create index generation_run_target on generation_run (target_year, target_month, started_at, id);
create index generation_run_duration on generation_run ((coalesce(duration_ms, -1)), id);
create index generation_run_errors on generation_run (error_count, id);
-- The sweep reads only runs that are running, the most overdue first.
create index generation_run_stalls on generation_run (stalls_at) where status = 'running';

create table generation_run_error (
    id uuid primary key,
    run_id uuid not null references generation_run on delete cascade,
    occurred_at timestamptz not null default now(),
    error_type text,
    message text not null,
    stack text,
    context jsonb                                   -- free facts, e.g. {"subject": "c-17"}
);
create index generation_run_error_run on generation_run_error (run_id, occurred_at, id);

-- Requests with an Idempotency-Key and what they made; kept 7 days.
create table idempotent_request (
    scope text not null,                            -- caller and route, e.g. "key:ci start"
    key text not null,
    content_sha256 bytea not null,
    resource_id uuid not null,
    at timestamptz not null default now(),
    primary key (scope, key)
);
create index idempotent_request_at on idempotent_request (at);

-- Messages of other systems that no repetition can make acceptable; kept 30 days for whoever sent them.
create table rejected_message (
    id uuid primary key,
    kind text not null,
    run_id uuid not null,
    reason text not null,
    body jsonb not null,
    at timestamptz not null default now()
);
create index rejected_message_at on rejected_message (at);
