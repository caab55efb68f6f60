-- The runs that are part of an incident, each with what was seen of it: several bad runs of a type are one incident.
create table alerted_run (
    incident_id uuid not null references run_alert on delete cascade,
    run_id uuid not null,
    message text not null,
    threshold double precision,
    actual double precision,
    at timestamptz not null,
    primary key (run_id, incident_id)
);
create index alerted_run_incident on alerted_run (incident_id);
drop index run_alert_run;
