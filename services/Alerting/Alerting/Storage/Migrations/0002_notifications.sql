-- Where incidents are told of.
create table channel (
    id uuid primary key,
    name text not null,
    kind text not null,                         -- webhook
    is_enabled boolean not null,
    url text not null,
    secret text,                                -- protected with the key ring below; never leaves the sender
    version int not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create unique index channel_name on channel (lower(name));

-- One row for each channel that is to learn of a change of an incident, written in the transaction of the change.
-- waiting: not to be sent yet, or again; pending, running: handed to a sender, see the leased queue; sent, dead: over.
create table notification (
    id uuid primary key,                        -- also the Idempotency-Key
    seq bigint generated always as identity,
    incident_id uuid not null references incident on delete cascade,
    channel_id uuid not null,
    channel_name text not null,
    event text not null,                        -- opened, escalated, resolved
    body text not null,                         -- as it is sent, so that every copy is the same bytes
    state text not null default 'waiting',
    run_at timestamptz not null default now(),
    attempt int not null default 0,
    max_attempts int not null default 1000,     -- never reached: 24 hours are over long before
    lease_token uuid,
    lease_until timestamptz,
    worker text,
    last_error text,
    created_at timestamptz not null default now(),
    ended_at timestamptz
);
create index notification_due on notification (run_at, id) where state = 'pending';
create index notification_leased on notification (lease_until) where state = 'running';
create index notification_open on notification (channel_id, incident_id, seq) where state in ('waiting', 'pending', 'running');
create index notification_newest on notification (created_at desc, id desc);
create index notification_of_incident on notification (incident_id, seq);
create index notification_of_channel on notification (channel_id, ended_at desc);
create index notification_dead on notification (ended_at) where state = 'dead';

-- Key ring of ASP.NET Data Protection, with which the secrets of channels are protected.
create table data_protection_key (
    name text primary key,
    xml text not null,
    created_at timestamptz not null default now()
);
