-- What alerting has told about generation runs, so that a run and its alerts are read together.
create table run_alert (
    incident_id uuid primary key,
    run_id uuid,                                    -- null: the rule watches a type, not one run
    generation_type text,
    alert_type text not null,                       -- success_rate, error_count, performance, complete_failure, stalled, …
    rule_name text not null,
    severity text not null,
    status text not null,
    message text not null,
    threshold double precision,
    actual double precision,
    created_at timestamptz not null,
    acknowledged_at timestamptz,
    resolved_at timestamptz,
    version int not null                            -- of the incident; an older message changes nothing
);
create index run_alert_run on run_alert (run_id, created_at);
create index run_alert_created on run_alert (created_at, incident_id);
