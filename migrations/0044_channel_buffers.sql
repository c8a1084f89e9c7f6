-- What a channel is not shown, so that two who buy the last one at the same moment do not both get it. Without a variant it holds
-- for all variants of the store.
create table channel_buffers (
    organization_id uuid not null references organizations,
    id uuid not null,
    variant_id uuid,
    store_id uuid not null,
    buffer integer not null check (buffer >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique nulls not distinct (organization_id, store_id, variant_id),
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    foreign key (organization_id, store_id) references stores (organization_id, id)
);
create index channel_buffers_variant_id_idx on channel_buffers (organization_id, variant_id) where variant_id is not null;
select tenant_table('channel_buffers');
