-- What was scanned at the stations: a row a scan, under the id that the device has made for it. The same id again changes nothing.
create table station_scans (
    organization_id uuid not null references organizations,
    client_id uuid not null,
    station text not null check (station in ('RECEIVE', 'PICK', 'PACK', 'COUNT', 'RETURNS')),
    task_id uuid not null, -- what is worked on: a purchase order, a warehouse, an order or a count, by the station
    action text not null check (action in ('SCAN', 'UNDO')),
    code text not null default '',
    quantity integer not null default 1 check (quantity between 1 and 10000),
    condition text not null default 'SELLABLE' check (condition in ('SELLABLE', 'DAMAGED')),
    is_over boolean not null default false, -- more than is expected is meant
    undoes uuid, -- the scan that is taken back, which may come later than this
    verdict text not null check (verdict in ('APPLIED', 'REPEATED', 'REFUSED', 'CONFLICT')),
    message_key text not null default '',
    message_args jsonb not null default '[]',
    line_id uuid, -- the line that it counts for: of the purchase order, the order or the count
    variant_id uuid,
    is_undone boolean not null default false,
    settled_at timestamptz, -- it is booked: in a receipt, a packed parcel, a parcel that came back
    user_id uuid references users,
    scanned_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, client_id),
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    check ((action = 'UNDO') = (undoes is not null)),
    check (action = 'UNDO' or verdict <> 'APPLIED' or line_id is not null)
);
create index station_scans_task_idx on station_scans (organization_id, station, task_id, created_at desc, client_id desc);
create index station_scans_line_idx on station_scans (organization_id, line_id, station) where line_id is not null;
create index station_scans_undoes_idx on station_scans (organization_id, undoes) where undoes is not null;
create index station_scans_variant_id_idx on station_scans (organization_id, variant_id) where variant_id is not null;
select tenant_table('station_scans', 'select, insert, update');

-- Scans that could not be done and that nobody was told of at the time: somebody says what becomes of them.
create table station_tasks (
    organization_id uuid not null references organizations,
    id uuid not null,
    client_id uuid not null,
    status text not null default 'OPEN' check (status in ('OPEN', 'APPLIED', 'DROPPED')),
    note text not null default '' check (length(note) <= 500),
    resolved_by uuid references users,
    resolved_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, client_id),
    foreign key (organization_id, client_id) references station_scans (organization_id, client_id),
    check ((status = 'OPEN') = (resolved_at is null))
);
create index station_tasks_open_idx on station_tasks (organization_id, created_at, id) where status = 'OPEN';
create index station_tasks_created_at_idx on station_tasks (organization_id, created_at desc, id desc);
select tenant_table('station_tasks', 'select, insert, update');

-- What a parcel weighs, from the packing table to the courier.
alter table orders add column weight_g integer check (weight_g between 1 and 1000000);

-- A variant that was scanned is kept.
create or replace function variants_in_use(p_ids uuid[]) returns setof uuid language sql stable as $$
    select u.id from unnest(p_ids) u (id)
    where exists (select from inventory_levels x where x.variant_id = u.id)
       or exists (select from inventory_reservations x where x.variant_id = u.id)
       or exists (select from inventory_movements x where x.variant_id = u.id)
       or exists (select from stock_transfer_items x where x.variant_id = u.id)
       or exists (select from stock_count_items x where x.variant_id = u.id)
       or exists (select from channel_buffers x where x.variant_id = u.id)
       or exists (select from order_items x where x.variant_id = u.id)
       or exists (select from purchase_order_items x where x.variant_id = u.id)
       or exists (select from station_scans x where x.variant_id = u.id)
$$;
