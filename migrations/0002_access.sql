-- Global tables: no tenant, no row level security; queried only by user, token or organization.
create table organizations (
    id uuid primary key,
    name text not null check (name <> ''),
    slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    domain text unique check (domain = lower(domain)),
    plan text not null default 'FREE' check (plan in ('FREE', 'BASIC', 'PRO', 'ENTERPRISE')),
    status text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'CANCELLED')),
    currency char(3) not null default 'LKR',
    locale text not null default 'en' check (locale in ('en', 'si', 'ta')),
    time_zone text not null default 'Asia/Colombo',
    settings jsonb not null default '{}',
    features jsonb not null default '{}',
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table users (
    id uuid primary key,
    email text not null check (email = lower(email)),
    name text not null,
    password_hash text,
    image_key text,
    locale text check (locale in ('en', 'si', 'ta')),
    is_active boolean not null default true,
    is_platform_admin boolean not null default false,
    email_verified_at timestamptz,
    mfa_enabled boolean not null default false,
    mfa_secret_enc bytea,
    mfa_last_step bigint,
    stripe_customer_id text,
    last_active_at timestamptz,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (not mfa_enabled or mfa_secret_enc is not null)
);
create unique index users_email_key on users (email) where deleted_at is null;

create table sessions (
    id_hash bytea primary key,
    data jsonb not null default '{}',
    user_id uuid references users,
    ip inet,
    user_agent text,
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index sessions_user_id_idx on sessions (user_id, last_seen_at desc);
create index sessions_expires_at_idx on sessions (expires_at);

-- key: an account or an address
create table login_attempts (
    key text primary key,
    failures integer not null default 0 check (failures >= 0),
    locked_until timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index login_attempts_updated_at_idx on login_attempts (updated_at);

create table user_tokens (
    token_hash bytea primary key,
    user_id uuid not null references users,
    purpose text not null check (purpose in ('VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL')),
    email text check (email = lower(email)), -- the address that this token proves
    expires_at timestamptz not null,
    used_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index user_tokens_user_id_idx on user_tokens (user_id, purpose);
create index user_tokens_expires_at_idx on user_tokens (expires_at);

create table outbox_events (
    id uuid primary key,
    organization_id uuid references organizations,
    type text not null,
    aggregate_id uuid,
    payload jsonb not null default '{}',
    created_at timestamptz not null default now(),
    published_at timestamptz,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    dead_at timestamptz,
    last_error text
);
create index outbox_events_next_attempt_at_idx on outbox_events (next_attempt_at, id) where published_at is null and dead_at is null;
create index outbox_events_dead_at_idx on outbox_events (dead_at) where dead_at is not null;
create index outbox_events_published_at_idx on outbox_events (published_at) where published_at is not null;
create index outbox_events_organization_id_idx on outbox_events (organization_id, type, aggregate_id);
-- Not forced: the worker reads all of it as the owner, a tenant's transaction only its own.
alter table outbox_events enable row level security;
create policy own_select on outbox_events for select to smartstore_app
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
create policy own_insert on outbox_events for insert to smartstore_app
    with check (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);

create table cron_runs (
    name text primary key,
    last_run_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

-- Tenant tables of the access domain.
create table roles (
    organization_id uuid not null references organizations,
    id uuid not null,
    name text not null check (name <> ''),
    is_builtin boolean not null default false,
    permissions text[] not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, name)
);
select tenant_table('roles');

create table idempotency_keys (
    organization_id uuid not null references organizations,
    id uuid not null,
    key text not null,
    actor text not null,
    endpoint text not null,
    request_hash bytea not null,
    status text not null default 'RUNNING' check (status in ('RUNNING', 'DONE')),
    response_status integer,
    response jsonb,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, actor, key)
);
create index idempotency_keys_expires_at_idx on idempotency_keys (organization_id, expires_at);
select tenant_table('idempotency_keys');

create table number_counters (
    organization_id uuid not null references organizations,
    id uuid not null,
    name text not null,
    branch text not null default '',
    period text not null default '',
    last bigint not null default 0 check (last >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, name, branch, period)
);
select tenant_table('number_counters', 'select, insert, update');

create table memberships (
    user_id uuid not null references users,
    organization_id uuid not null references organizations,
    role_id uuid not null,
    status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DISABLED')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (user_id, organization_id),
    foreign key (organization_id, role_id) references roles (organization_id, id)
);
create index memberships_organization_id_idx on memberships (organization_id, role_id);

create trigger set_updated_at before update on organizations for each row execute function set_updated_at();
create trigger set_updated_at before update on users for each row execute function set_updated_at();
create trigger set_updated_at before update on sessions for each row execute function set_updated_at();
create trigger set_updated_at before update on login_attempts for each row execute function set_updated_at();
create trigger set_updated_at before update on user_tokens for each row execute function set_updated_at();
create trigger set_updated_at before update on cron_runs for each row execute function set_updated_at();
create trigger set_updated_at before update on memberships for each row execute function set_updated_at();

-- What a tenant's transaction may see of the global tables.
grant select on organizations, memberships to smartstore_app;
grant select (id, email, name, image_key, locale, is_active, email_verified_at, mfa_enabled, last_active_at, deleted_at, created_at, updated_at)
    on users to smartstore_app;
grant select, insert on outbox_events to smartstore_app;

-- Who is asking: asked before a tenant is known, so it looks past the policy of roles.
grant select (id, email, name, locale, is_active, deleted_at) on users to smartstore_lookup;
grant select (id, name, slug, currency, locale, time_zone, status, deleted_at) on organizations to smartstore_lookup;
grant select (user_id, organization_id, role_id, status) on memberships to smartstore_lookup;
grant select (organization_id, id, name, permissions) on roles to smartstore_lookup;
create policy lookup on roles for select to smartstore_lookup using (true);

create function access_context(p_user_id uuid, p_organization_id uuid)
returns table (
    user_id uuid,
    user_name text,
    email text,
    user_locale text,
    organization_id uuid,
    slug text,
    organization_name text,
    currency text,
    organization_locale text,
    time_zone text,
    organization_status text,
    role_name text,
    permissions text[],
    other_organizations bigint
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select u.id, u.name, u.email, u.locale,
           o.id, o.slug, o.name, o.currency::text, o.locale, o.time_zone, o.status,
           r.name, r.permissions,
           (select count(*)
            from memberships other
            join organizations oo on oo.id = other.organization_id and oo.deleted_at is null
            where other.user_id = u.id and other.status = 'ACTIVE' and other.organization_id <> o.id)
    from users u
    join memberships m on m.user_id = u.id and m.organization_id = p_organization_id and m.status = 'ACTIVE'
    join organizations o on o.id = m.organization_id and o.deleted_at is null
    join roles r on r.organization_id = m.organization_id and r.id = m.role_id
    where u.id = p_user_id and u.is_active and u.deleted_at is null
$$;
select lookup_function('access_context(uuid, uuid)');
