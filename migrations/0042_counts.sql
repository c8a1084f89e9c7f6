-- Counting goes on while stock is sold: what the books say is written down at the moment each variant is counted, and posting
-- books the difference of that moment, whatever has moved since.
create table stock_counts (
    organization_id uuid not null references organizations,
    id uuid not null,
    number text not null check (number <> ''),
    warehouse_id uuid not null,
    scope text not null check (scope in ('ALL', 'BIN', 'ABC')),
    bin_id uuid,
    abc_class text check (abc_class in ('A', 'B', 'C')),
    is_blind boolean not null default false,
    status text not null default 'DRAFT' check (status in ('DRAFT', 'COUNTING', 'POSTED', 'CANCELLED')),
    notes text not null default '',
    snapshot_at timestamptz,
    posted_at timestamptz,
    cancelled_at timestamptz,
    created_by uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, number),
    foreign key (organization_id, warehouse_id) references warehouses (organization_id, id),
    foreign key (organization_id, bin_id) references bins (organization_id, id) on delete set null (bin_id),
    check ((scope = 'ABC') = (abc_class is not null)),
    check (scope = 'BIN' or bin_id is null),
    check (status = 'DRAFT' or status = 'CANCELLED' or snapshot_at is not null),
    check ((status = 'POSTED') = (posted_at is not null))
);
create index stock_counts_created_at_idx on stock_counts (organization_id, created_at desc, id desc);
create index stock_counts_open_idx on stock_counts (organization_id, warehouse_id) where status = 'COUNTING';
create index stock_counts_bin_id_idx on stock_counts (organization_id, bin_id) where bin_id is not null;
select tenant_table('stock_counts', 'select, insert, update');

create table stock_count_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    count_id uuid not null,
    variant_id uuid not null,
    position integer not null default 0, -- on the way through the warehouse
    expected_at_snapshot integer not null check (expected_at_snapshot >= 0),
    counted integer check (counted >= 0),
    expected_at_count integer check (expected_at_count >= 0),
    counted_at timestamptz,
    counted_by uuid references users,
    posted_change integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, count_id, variant_id),
    foreign key (organization_id, count_id) references stock_counts (organization_id, id),
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    check ((counted is null) = (counted_at is null) and (counted is null) = (expected_at_count is null)),
    check (posted_change is null or counted is not null)
);
create index stock_count_items_position_idx on stock_count_items (organization_id, count_id, position, id);
create index stock_count_items_variant_id_idx on stock_count_items (organization_id, variant_id);
select tenant_table('stock_count_items', 'select, insert, update');
