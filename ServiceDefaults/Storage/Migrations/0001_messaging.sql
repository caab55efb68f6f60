-- Outgoing messages: written in the transaction of the change they tell of, deleted once delivered.
create table outbox (
    id uuid primary key,
    seq bigint generated always as identity,
    order_key text,
    kind text not null,
    body jsonb not null,
    traceparent text,
    created_at timestamptz not null default now(),
    available_at timestamptz not null default now(),
    attempts int not null default 0,
    last_error text
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
create index outbox_due on outbox (available_at, seq);
create index outbox_order on outbox (order_key, seq) where order_key is not null;

-- Messages that could not be delivered in 20 attempts; kept 15 days for inspection and replay.
create table outbox_dead (like outbox including defaults, died_at timestamptz not null default now(), primary key (id));

-- What each consumer has done already, so that a redelivered message has its effect once; kept 7 days.
create table inbox (
    consumer text not null,
    message_id uuid not null,
    at timestamptz not null default now(),
    primary key (consumer, message_id)
);
create index inbox_at on inbox using brin (at);
