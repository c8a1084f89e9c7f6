create table couriers (
    organization_id uuid not null references organizations,
    id uuid not null,
    kind text not null check (kind in ('RIDER', 'COMPANY')),
    name text not null check (name <> ''),
    email text,
    phone text,
    adapter text,
    credentials_enc bytea,
    settings jsonb not null default '{}',
    vehicle_type text,
    status text not null default 'AVAILABLE' check (status in ('AVAILABLE', 'BUSY', 'OFFLINE')),
    current_location jsonb,
    last_seen_at timestamptz,
    user_id uuid references users,
    total_earnings numeric(14,2) not null default 0,
    rating numeric(3,2) check (rating between 0 and 5),
    rating_count integer not null default 0 check (rating_count >= 0),
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    check (adapter is null or kind = 'COMPANY')
);
create index couriers_created_at_idx on couriers (organization_id, created_at desc, id desc);
select tenant_table('couriers', 'select, insert, update');

alter table orders add column courier_id uuid;
alter table orders no force row level security;
alter table orders add foreign key (organization_id, courier_id) references couriers (organization_id, id);
alter table orders force row level security;
create index orders_courier_id_idx on orders (organization_id, courier_id, ordered_at desc, id desc) where courier_id is not null;

create table deliveries (
    organization_id uuid not null references organizations,
    id uuid not null,
    courier_id uuid,
    tracking_number text not null check (tracking_number ~ '^TRK[0-9A-HJKMNP-TV-Z]{5}$'),
    waybill text check (waybill <> ''),
    status text not null default 'PENDING' check (status in (
        'PENDING', 'PROCESSING', 'DISPATCHED', 'DELIVERED', 'RETURNED', 'LOST', 'CANCELLED'
    )),
    parcel_status text not null default 'pending' check (parcel_status in (
        'pending', 'unknown', 'picked_up', 'in_transit', 'out_for_delivery', 'delivery_delayed', 'on_hold', 'ready_for_pickup',
        'delivery_failed', 'return_to_sender', 'cancelled', 'delivered'
    )),
    cod_amount numeric(14,2) not null default 0 check (cod_amount >= 0),
    currency char(3) not null default 'LKR',
    weight_g integer check (weight_g >= 0),
    dimensions jsonb,
    address jsonb not null default '{}',
    items jsonb not null default '[]',
    special_instructions text,
    booking_key text not null,
    label_key text,
    tracking_url text,
    courier_status_code text,
    fee numeric(14,2) check (fee >= 0),
    notes text,
    estimated_delivery_at timestamptz,
    actual_delivery_at timestamptz,
    processed_at timestamptz,
    shipped_at timestamptz,
    delivery_proof jsonb,
    return_reason text,
    failed_attempts integer not null default 0 check (failed_attempts >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, tracking_number),
    unique (organization_id, booking_key),
    foreign key (organization_id, courier_id) references couriers (organization_id, id)
);
create unique index deliveries_organization_id_courier_id_waybill_key
    on deliveries (organization_id, courier_id, waybill) where status <> 'CANCELLED';
create index deliveries_waybill_idx on deliveries (organization_id, waybill) where waybill is not null;
create index deliveries_created_at_idx on deliveries (organization_id, created_at desc, id desc);
create index deliveries_status_idx on deliveries (organization_id, status, created_at desc, id desc);
create index deliveries_courier_id_idx on deliveries (organization_id, courier_id, status, created_at desc, id desc);
select tenant_table('deliveries', 'select, insert, update');

create table delivery_orders (
    organization_id uuid not null references organizations,
    id uuid not null,
    delivery_id uuid not null,
    order_id uuid not null,
    cod_amount numeric(14,2) not null default 0 check (cod_amount >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, delivery_id, order_id),
    foreign key (organization_id, delivery_id) references deliveries (organization_id, id) on delete cascade,
    foreign key (organization_id, order_id) references orders (organization_id, id)
);
create index delivery_orders_order_id_idx on delivery_orders (organization_id, order_id);
select tenant_table('delivery_orders');

create table delivery_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    delivery_id uuid not null,
    order_item_id uuid not null,
    quantity integer not null check (quantity > 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, delivery_id, order_item_id),
    foreign key (organization_id, delivery_id) references deliveries (organization_id, id) on delete cascade,
    foreign key (organization_id, order_item_id) references order_items (organization_id, id)
);
create index delivery_items_order_item_id_idx on delivery_items (organization_id, order_item_id);
select tenant_table('delivery_items');

create table delivery_status_history (
    organization_id uuid not null references organizations,
    id uuid not null,
    delivery_id uuid not null,
    status text,
    new_status text not null,
    status_type text not null default 'INFO' check (status_type in ('INFO', 'WARNING', 'SUCCESS')),
    raw_status text,
    courier_event_code text,
    description text not null default '',
    location jsonb,
    city text,
    occurred_at timestamptz not null,
    received_at timestamptz not null default now(),
    sequence integer not null default 0,
    dedupe_key text not null,
    reason text,
    notes text,
    changed_by_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, dedupe_key),
    foreign key (organization_id, delivery_id) references deliveries (organization_id, id)
);
create index delivery_status_history_delivery_id_idx on delivery_status_history (organization_id, delivery_id, occurred_at desc, sequence desc);
create index delivery_status_history_created_at_idx on delivery_status_history (organization_id, created_at desc, id desc);
select tenant_table('delivery_status_history', 'select, insert', true);
