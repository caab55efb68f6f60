-- Totals of generation runs, exact across restarts: each change commits together with the note that its message was handled.
-- At created_at the total was zero, which is what makes the first run of a type show as an increase.
create table run_counter (
    metric text not null check (metric in ('generation.runs', 'generation.items')),
    generation_type text not null,
    outcome text not null,
    total bigint not null default 0,
    created_at timestamptz not null,
    primary key (metric, generation_type, outcome)
);
