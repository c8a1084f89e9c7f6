-- Sessions: a name that may be shown, so that one of them can be ended without its secret.
alter table sessions add column id uuid;
update sessions set id = uuid_v7();
alter table sessions alter column id set not null, add constraint sessions_id_key unique (id);
create index sessions_created_at_idx on sessions (created_at);

-- An address that somebody wants to change to; it becomes theirs when a letter to it was answered.
alter table users add column pending_email text check (pending_email = lower(pending_email));
-- Everybody so far was added by a person who runs the server, and who knew the address.
update users set email_verified_at = created_at where email_verified_at is null;

-- Time by the application's clock, from which failures fade.
alter table login_attempts add column failed_at timestamptz not null default now();
-- The keys have another form now.
delete from login_attempts;

-- Browsers in which a person has signed in before, by a cookie of which only the hash is kept.
create table known_devices (
    user_id uuid not null references users,
    token_hash bytea not null,
    id uuid not null unique,
    ip inet,
    user_agent text,
    last_seen_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (user_id, token_hash)
);
create index known_devices_token_hash_idx on known_devices (token_hash);
create index known_devices_last_seen_at_idx on known_devices (last_seen_at);
create trigger set_updated_at before update on known_devices for each row execute function set_updated_at();

-- Not worth a log record: after a crash the counts begin anew.
create unlogged table rate_limits (
    identifier text not null,
    endpoint text not null,
    window_start timestamptz not null,
    requests integer not null default 0 check (requests >= 0),
    primary key (identifier, endpoint, window_start)
);
create index rate_limits_window_start_idx on rate_limits (window_start);
