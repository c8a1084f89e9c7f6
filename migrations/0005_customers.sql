create table customers (
    organization_id uuid not null references organizations,
    id uuid not null,
    name text not null,
    email text check (email = lower(email)),
    phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
    phone_last4 text generated always as (right(phone, 4)) stored,
    locale text check (locale in ('en', 'si', 'ta')),
    status text not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE', 'BLOCKED')),
    tags text[] not null default '{}',
    preferences jsonb not null default '{}',
    birth_day integer check (birth_day between 1 and 31),
    birth_month integer check (birth_month between 1 and 12),
    birth_year integer check (birth_year between 1900 and 2200),
    anniversary date,
    notes text not null default '',
    total_orders integer not null default 0 check (total_orders >= 0),
    total_spent numeric(14,2) not null default 0,
    delivered_count integer not null default 0 check (delivered_count >= 0),
    refused_count integer not null default 0 check (refused_count >= 0),
    store_credit_balance numeric(14,2) not null default 0 check (store_credit_balance >= 0),
    merged_into_id uuid,
    anonymised_at timestamptz,
    version integer not null default 1,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    search text not null generated always as (
        lower(name || ' ' || coalesce(regexp_replace(phone, '\D', '', 'g'), '') || ' ' || coalesce(email, ''))
    ) stored,
    primary key (organization_id, id),
    foreign key (organization_id, merged_into_id) references customers (organization_id, id),
    check (merged_into_id <> id)
);
create index customers_created_at_idx on customers (organization_id, created_at desc, id desc) where deleted_at is null;
create index customers_status_idx on customers (organization_id, status, created_at desc, id desc) where deleted_at is null;
create index customers_phone_last4_idx on customers (organization_id, phone_last4, created_at desc, id desc) where deleted_at is null;
create index customers_phone_idx on customers (organization_id, phone);
create index customers_email_idx on customers (organization_id, email);
create index customers_merged_into_id_idx on customers (organization_id, merged_into_id) where merged_into_id is not null;
create index customers_search_idx on customers using gin (organization_id, search gin_trgm_ops) where deleted_at is null;
select tenant_table('customers', 'select, insert, update');

create table customer_identifiers (
    organization_id uuid not null references organizations,
    id uuid not null,
    customer_id uuid not null,
    kind text not null check (kind in ('PHONE', 'EMAIL', 'WHATSAPP', 'BSUID', 'PSID', 'IGSID', 'TIKTOK', 'EXTERNAL')),
    scope text not null default '',
    value text not null check (value <> ''),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, kind, scope, value),
    foreign key (organization_id, customer_id) references customers (organization_id, id) on delete cascade
);
create index customer_identifiers_customer_id_idx on customer_identifiers (organization_id, customer_id);
create index customer_identifiers_value_idx on customer_identifiers (organization_id, value);
select tenant_table('customer_identifiers');

create table customer_addresses (
    organization_id uuid not null references organizations,
    id uuid not null,
    customer_id uuid not null,
    type text not null default 'SHIPPING' check (type in ('SHIPPING', 'BILLING')),
    label text not null default '',
    full_name text not null,
    phone text not null default '',
    email text,
    line1 text not null,
    line2 text,
    city text not null default '',
    district text not null default '',
    province text not null default '',
    postal_code text not null default '',
    country char(2) not null default 'LK',
    is_default boolean not null default false,
    is_primary boolean not null default false,
    is_residential boolean not null default true,
    verification_status text check (verification_status in ('PENDING', 'VERIFIED', 'FAILED')),
    last_used_at timestamptz,
    usage_count integer not null default 0 check (usage_count >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    search text not null generated always as (
        lower(full_name || ' ' || regexp_replace(phone, '\D', '', 'g') || ' ' || coalesce(email, ''))
    ) stored,
    primary key (organization_id, id),
    foreign key (organization_id, customer_id) references customers (organization_id, id) on delete cascade
);
create unique index customer_addresses_organization_id_customer_id_type_key
    on customer_addresses (organization_id, customer_id, type) where is_default;
create index customer_addresses_customer_id_idx on customer_addresses (organization_id, customer_id, created_at desc, id desc);
create index customer_addresses_search_idx on customer_addresses using gin (organization_id, search gin_trgm_ops);
select tenant_table('customer_addresses');
