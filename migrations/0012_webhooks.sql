create table webhook_endpoints (
    organization_id uuid not null references organizations,
    id uuid not null,
    direction text not null check (direction in ('IN', 'OUT')),
    store_id uuid,
    provider text,
    platform_webhook_id text,
    url text,
    secret_enc bytea,
    event_types text[] not null default '{}',
    is_active boolean not null default true,
    failure_count integer not null default 0 check (failure_count >= 0),
    last_failure_at timestamptz,
    disabled_at timestamptz,
    last_error text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, store_id) references stores (organization_id, id),
    check (direction = 'IN' or url is not null)
);
create index webhook_endpoints_id_idx on webhook_endpoints (id);
create index webhook_endpoints_store_id_idx on webhook_endpoints (organization_id, store_id);
create index webhook_endpoints_created_at_idx on webhook_endpoints (organization_id, created_at desc, id desc);
select tenant_table('webhook_endpoints');

create table webhook_events (
    organization_id uuid not null references organizations,
    id uuid not null,
    endpoint_id uuid not null,
    event_type text not null,
    dedupe_key text not null,
    headers jsonb not null default '{}',
    payload text not null,
    status text not null default 'RECEIVED' check (status in ('RECEIVED', 'PROCESSED', 'FAILED', 'IGNORED', 'REJECTED')),
    processed_at timestamptz,
    error_message text,
    retry_count integer not null default 0 check (retry_count >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, endpoint_id, dedupe_key),
    foreign key (organization_id, endpoint_id) references webhook_endpoints (organization_id, id)
);
create index webhook_events_created_at_idx on webhook_events (organization_id, created_at desc, id desc);
create index webhook_events_open_idx on webhook_events (organization_id, created_at, id) where status in ('RECEIVED', 'FAILED');
select tenant_table('webhook_events');

grant select (organization_id, id, direction) on webhook_endpoints to smartstore_lookup;
create policy lookup on webhook_endpoints for select to smartstore_lookup using (true);

-- The tenant of a connection that something comes in on; null unless exactly one has it.
create function webhook_endpoint_lookup(p_id uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select case when count(*) = 1 then (array_agg(e.organization_id))[1] end
    from webhook_endpoints e where e.id = p_id and e.direction = 'IN'
$$;
select lookup_function('webhook_endpoint_lookup(uuid)');
