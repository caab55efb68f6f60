-- People. A name is one account whatever its case; an account without a password is entered by a login link only.
create table users (
    id uuid primary key,
    name text not null,
    role text not null check (role in ('viewer', 'operator', 'admin')),
    password_hash text,
    created_at timestamptz not null
);
create unique index users_name on users (lower(name));

-- Signed-in browsers. The cookie holds the secret, the table its SHA-256.
create table sessions (
    id uuid primary key,
    secret_hash bytea not null unique,
    user_id uuid not null references users on delete cascade,
    opened_by text not null check (opened_by in ('link', 'password')),
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    ends_at timestamptz not null
);
create index sessions_user on sessions (user_id);

-- One-time login links that have been given out.
create table setup_tokens (
    token_hash bytea primary key,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

-- Refused passwords in a row, by account and address; a success deletes the row.
create table sign_in_failures (
    account text not null,
    address text not null,
    failures int not null,
    last_at timestamptz not null,
    primary key (account, address)
);

-- Keys of programs. public_id is the part of a key that may be shown; a revoked key stays for the record.
create table api_keys (
    id uuid primary key,
    public_id text not null unique,
    kind text not null,
    name text not null,
    secret_hash bytea not null,
    scopes text[] not null,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);

-- Who did what to access; rows are only ever added.
create table audit (
    seq bigint generated always as identity primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    object text,
    detail text,
    address text
);
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit rows are never changed';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function refuse_audit_change();
