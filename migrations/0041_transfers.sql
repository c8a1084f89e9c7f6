-- Stock on its way from one warehouse to another: it leaves with TRANSFER_OUT and arrives with TRANSFER_IN, in as many receipts as
-- it takes. What was shipped and neither arrived nor came home nor was given up is in transit.
create table stock_transfers (
    organization_id uuid not null references organizations,
    id uuid not null,
    number text not null check (number <> ''),
    from_warehouse_id uuid not null,
    to_warehouse_id uuid not null,
    status text not null default 'DRAFT' check (status in ('DRAFT', 'READY', 'IN_TRANSIT', 'PARTIALLY_RECEIVED', 'RECEIVED', 'CANCELLED')),
    notes text not null default '',
    ready_at timestamptz,
    shipped_at timestamptz,
    received_at timestamptz,
    cancelled_at timestamptz,
    cancel_outcome text check (cancel_outcome in ('HOME', 'WRITTEN_OFF')), -- of one that had left
    cancel_reason text,
    created_by uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, number),
    foreign key (organization_id, from_warehouse_id) references warehouses (organization_id, id),
    foreign key (organization_id, to_warehouse_id) references warehouses (organization_id, id),
    check (from_warehouse_id <> to_warehouse_id),
    check ((status = 'CANCELLED') = (cancelled_at is not null)),
    check (cancel_outcome is null or status = 'CANCELLED' and shipped_at is not null),
    check (status not in ('IN_TRANSIT', 'PARTIALLY_RECEIVED', 'RECEIVED') or shipped_at is not null)
);
create index stock_transfers_created_at_idx on stock_transfers (organization_id, created_at desc, id desc);
create index stock_transfers_status_idx on stock_transfers (organization_id, status, created_at desc, id desc);
create index stock_transfers_from_warehouse_id_idx on stock_transfers (organization_id, from_warehouse_id);
create index stock_transfers_to_warehouse_id_idx on stock_transfers (organization_id, to_warehouse_id);
select tenant_table('stock_transfers', 'select, insert, update');

create table stock_transfer_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    transfer_id uuid not null,
    variant_id uuid not null,
    quantity integer not null check (quantity > 0),
    shipped integer not null default 0 check (shipped >= 0),
    received integer not null default 0 check (received >= 0),
    returned integer not null default 0 check (returned >= 0), -- came home after a cancellation
    discrepancy integer not null default 0 check (discrepancy >= 0),
    discrepancy_reason text check (discrepancy_reason in ('MISSING', 'DAMAGED', 'WRONG_ITEM', 'OTHER', 'WRITTEN_OFF')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, transfer_id, variant_id),
    foreign key (organization_id, transfer_id) references stock_transfers (organization_id, id) on delete cascade,
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    check (shipped <= quantity),
    check (received + returned + discrepancy <= shipped),
    check ((discrepancy > 0) = (discrepancy_reason is not null))
);
create index stock_transfer_items_variant_id_idx on stock_transfer_items (organization_id, variant_id);
-- What is coming, for suggestions of what to order.
create index stock_transfer_items_coming_idx on stock_transfer_items (organization_id, variant_id, transfer_id)
    where received + returned + discrepancy < shipped;
select tenant_table('stock_transfer_items');

-- What was unpacked at one time. The client makes client_id, so that sending it twice receives it once.
create table stock_transfer_receipts (
    organization_id uuid not null references organizations,
    id uuid not null,
    transfer_id uuid not null,
    client_id text not null check (client_id <> '' and length(client_id) <= 100),
    user_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, client_id),
    foreign key (organization_id, transfer_id) references stock_transfers (organization_id, id)
);
create index stock_transfer_receipts_transfer_id_idx on stock_transfer_receipts (organization_id, transfer_id, created_at, id);
select tenant_table('stock_transfer_receipts', 'select, insert', true);

create table stock_transfer_receipt_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    receipt_id uuid not null,
    transfer_item_id uuid not null,
    received integer not null default 0 check (received >= 0),
    discrepancy integer not null default 0 check (discrepancy >= 0),
    discrepancy_reason text check (discrepancy_reason in ('MISSING', 'DAMAGED', 'WRONG_ITEM', 'OTHER')),
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, receipt_id, transfer_item_id),
    foreign key (organization_id, receipt_id) references stock_transfer_receipts (organization_id, id),
    foreign key (organization_id, transfer_item_id) references stock_transfer_items (organization_id, id),
    check (received + discrepancy > 0),
    check ((discrepancy > 0) = (discrepancy_reason is not null))
);
create index stock_transfer_receipt_items_transfer_item_id_idx on stock_transfer_receipt_items (organization_id, transfer_item_id);
select tenant_table('stock_transfer_receipt_items', 'select, insert', true);
