-- Totals of generation runs, exact across restarts: each change commits together with the note that its message was handled.
-- Those of the usual types start at zero, so that the first run already shows as an increase.
create table run_counter (
    metric text not null check (metric in ('generation.runs', 'generation.items')),
    generation_type text not null,
    outcome text not null,
    total bigint not null default 0,
    primary key (metric, generation_type, outcome)
);
