-- What was uploaded and is kept as files under `storage_key` (a picture has several sizes there).
create table uploads (
    organization_id uuid not null references organizations,
    id uuid not null,
    kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
    storage_key text not null,
    original_name text not null,
    content_type text not null,
    bytes bigint not null check (bytes > 0),
    sha256 bytea not null check (length(sha256) = 32),
    width integer check (width > 0),
    height integer check (height > 0),
    created_by uuid references users,
    in_use boolean not null default true, -- false once nothing shows it any more; its files are removed then
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, storage_key)
);
create index uploads_created_by_idx on uploads (organization_id, created_by);
create index uploads_not_in_use_idx on uploads (organization_id, updated_at) where not in_use;
select tenant_table('uploads');

-- Two people may edit an organization's settings.
alter table organizations add column version integer not null default 1;

-- A tenant's transaction may change its own organization, so that audit and change stand or fall together.
alter table organizations enable row level security;
create policy readable on organizations for select using (true);
create policy own_update on organizations for update to smartstore_app
    using (id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant update (name, currency, locale, time_zone, settings, version) on organizations to smartstore_app;

-- Numbers may begin with the merchant's prefix.
alter table orders drop constraint orders_order_number_check;
alter table orders add constraint orders_order_number_check check (order_number ~ '^[0-9A-HJKMNP-TV-Z]{5,12}$');
