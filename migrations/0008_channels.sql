create table platforms (
    name text primary key check (name in (
        'woocommerce', 'shopee', 'tiktok_shop', 'custom_website', 'facebook', 'instagram', 'tiktok', 'whatsapp', 'twitter'
    )),
    display_name text not null,
    is_active boolean not null default true,
    api_config jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create trigger set_updated_at before update on platforms for each row execute function set_updated_at();
grant select on platforms to smartstore_app;
insert into platforms (name, display_name) values
    ('woocommerce', 'WooCommerce'),
    ('shopee', 'Shopee'),
    ('tiktok_shop', 'TikTok Shop'),
    ('custom_website', 'Website'),
    ('facebook', 'Facebook'),
    ('instagram', 'Instagram'),
    ('tiktok', 'TikTok'),
    ('whatsapp', 'WhatsApp'),
    ('twitter', 'X');

create table stores (
    organization_id uuid not null references organizations,
    id uuid not null,
    platform text not null references platforms,
    name text not null check (name <> ''),
    platform_store_id text,
    credentials_enc bytea,
    settings jsonb not null default '{}',
    sync_status text not null default 'ACTIVE' check (sync_status in ('ACTIVE', 'PAUSED', 'ERROR')),
    last_sync_at timestamptz,
    cursor jsonb not null default '{}',
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, platform, platform_store_id)
);
create index stores_created_at_idx on stores (organization_id, created_at desc, id desc);
select tenant_table('stores');
