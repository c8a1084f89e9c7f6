-- What a person can show beside their password. Global tables, as users is: read by the person only.
create table mfa_backup_codes (
    user_id uuid not null references users,
    code_hash bytea not null,
    used_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (user_id, code_hash)
);
create trigger set_updated_at before update on mfa_backup_codes for each row execute function set_updated_at();

create table passkeys (
    id uuid primary key,
    user_id uuid not null references users,
    credential_id bytea not null unique, -- chosen by the authenticator; one belongs to one person
    credential jsonb not null,
    name text not null check (name <> ''),
    last_used_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index passkeys_user_id_idx on passkeys (user_id, created_at);
create trigger set_updated_at before update on passkeys for each row execute function set_updated_at();
