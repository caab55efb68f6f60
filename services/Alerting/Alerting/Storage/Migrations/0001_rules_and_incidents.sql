-- What is judged. Built-in rules carry a key and are seeded at start; the others are the operator's own.
create table rule (
    id uuid primary key,
    key text unique,
    name text not null,
    description text not null,
    is_enabled boolean not null,
    check_name text not null,
    metric text,
    filter jsonb not null,                      -- {"generation_type": "auto"}; every pair must match
    comparison text not null,
    warning double precision,
    critical double precision,
    hold_seconds int not null,
    unit text not null,
    version int not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

-- Runs as they ended or stalled: history for the median, evidence and the back-test. Kept 90 days.
create table run_observation (
    run_id uuid not null,
    status text not null,                       -- completed, partial, failed; stalled
    at timestamptz not null,                    -- completion, or when it was declared stalled
    generation_type text not null,
    source text,
    target_year int,
    target_month int,
    started_at timestamptz not null,
    duration_ms bigint not null,
    total_count int not null,
    success_count int not null,
    failed_count int not null,
    skipped_count int not null,
    success_rate double precision,
    error_count int not null,
    error_messages jsonb not null,
    trace_id text
);
-- A stalled run may still finish: both observations are history.
create unique index run_observation_once on run_observation (run_id, (status = 'stalled'));
create index run_observation_of_type on run_observation (generation_type, at desc, run_id desc);
create index run_observation_at on run_observation (at);

-- Metric values as they were observed: evidence and the back-test. Kept 24 hours.
create table metric_observation (
    metric text not null,
    series text not null,                       -- fingerprint of the labels
    labels jsonb not null,
    at timestamptz not null,
    value double precision not null
);
create index metric_observation_of_series on metric_observation (metric, series, at desc);
create index metric_observation_at on metric_observation using brin (at);

-- Where each rule stands for each fingerprint (generation type or labels of a series). The row's lock serialises its evaluations.
create table alert_state (
    rule_id uuid not null references rule on delete cascade,
    fingerprint text not null,
    status text not null default 'inactive',    -- inactive, pending, firing
    severity text,
    since timestamptz,
    observed_at timestamptz,                    -- observation last judged; older ones are not judged any more
    primary key (rule_id, fingerprint)
);

-- Incidents outlive their rule: what they need of it is copied.
create table incident (
    id uuid primary key,
    rule_id uuid not null,
    rule_name text not null,
    check_name text not null,
    signal text not null,
    fingerprint text not null,
    severity text not null,
    status text not null,                       -- firing, resolved
    message text not null,
    labels jsonb not null,                      -- {"generation_type": "auto", "run_id": "0198…"}
    observed double precision not null,
    threshold double precision not null,
    unit text not null,
    evidence jsonb not null,
    started_at timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by text,
    resolved_at timestamptz,
    version int not null default 1
);
-- One open incident for each rule and fingerprint, whatever evaluators do at the same time.
create unique index incident_open on incident (rule_id, fingerprint) where status = 'firing';
create index incident_newest on incident (started_at desc, id desc);

create table incident_event (
    id bigint generated always as identity primary key,
    incident_id uuid not null references incident on delete cascade,
    at timestamptz not null,
    kind text not null,                         -- opened, repeated, escalated, acknowledged, commented, resolved
    text text not null,
    actor text,
    run_id uuid,                                -- the run that caused it
    evidence jsonb                              -- snapshot, where the event has one
);
create index incident_event_of_incident on incident_event (incident_id, id);
create index incident_event_of_run on incident_event (run_id) where run_id is not null;
