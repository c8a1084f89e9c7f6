create table warehouses (
    organization_id uuid not null references organizations,
    id uuid not null,
    name text not null check (name <> ''),
    code text not null check (code = upper(code) and code <> ''),
    address jsonb not null default '{}',
    contact_person text not null default '',
    phone text not null default '',
    email text not null default '',
    is_default boolean not null default false,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, code)
);
create unique index warehouses_organization_id_is_default_key on warehouses (organization_id) where is_default;
select tenant_table('warehouses');

-- stock_apply is the only writer of the next three, but for the settings columns of a level.
create table inventory_levels (
    organization_id uuid not null references organizations,
    id uuid not null,
    warehouse_id uuid not null,
    variant_id uuid not null,
    on_hand integer not null default 0 check (on_hand >= 0),
    reserved integer not null default 0 check (reserved >= 0),
    unavailable integer not null default 0 check (unavailable >= 0),
    short integer not null default 0 check (short >= 0),
    available integer not null generated always as (on_hand - reserved - unavailable) stored,
    backorder_limit integer not null default 0 check (backorder_limit >= 0),
    reorder_level integer not null default 0 check (reorder_level >= 0),
    reorder_quantity integer not null default 0 check (reorder_quantity >= 0),
    max_level integer check (max_level >= 0),
    last_restocked_at timestamptz,
    last_counted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, warehouse_id, variant_id),
    foreign key (organization_id, warehouse_id) references warehouses (organization_id, id),
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    check (unavailable <= on_hand),
    check (short <= reserved),
    check (reserved + unavailable <= on_hand + backorder_limit + short)
);
create index inventory_levels_created_at_idx on inventory_levels (organization_id, created_at desc, id desc);
create index inventory_levels_variant_id_idx on inventory_levels (organization_id, variant_id);
create index inventory_levels_low_idx on inventory_levels (organization_id, warehouse_id, variant_id) where available <= reorder_level;
create index inventory_levels_short_idx on inventory_levels (organization_id, warehouse_id, variant_id) where short > 0;
select tenant_table('inventory_levels', 'select');
grant update (reorder_level, reorder_quantity, max_level, backorder_limit) on inventory_levels to smartstore_app;

create table inventory_reservations (
    organization_id uuid not null references organizations,
    id uuid not null,
    warehouse_id uuid not null,
    variant_id uuid not null,
    quantity integer not null check (quantity > 0),
    short integer not null default 0 check (short >= 0),
    owner_type text not null check (owner_type in ('ORDER_ITEM', 'CLAIM', 'CHECKOUT', 'WAITLIST', 'LIVE_PRODUCT', 'TRANSFER')),
    owner_id uuid not null,
    status text not null default 'ACTIVE' check (status in ('ACTIVE', 'RELEASED', 'CONFIRMED', 'EXPIRED')),
    expires_at timestamptz,
    released_at timestamptz,
    user_id uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, warehouse_id) references warehouses (organization_id, id),
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    check (short <= quantity)
);
create unique index inventory_reservations_organization_id_owner_type_owner_id_key
    on inventory_reservations (organization_id, owner_type, owner_id, warehouse_id, variant_id) where status = 'ACTIVE';
create index inventory_reservations_owner_idx on inventory_reservations (organization_id, owner_type, owner_id);
create index inventory_reservations_active_idx
    on inventory_reservations (organization_id, warehouse_id, variant_id, created_at, id) where status = 'ACTIVE';
create index inventory_reservations_expires_at_idx
    on inventory_reservations (organization_id, expires_at) where status = 'ACTIVE' and expires_at is not null;
create index inventory_reservations_variant_id_idx on inventory_reservations (organization_id, variant_id, created_at desc, id desc);
create index inventory_reservations_created_at_idx on inventory_reservations (organization_id, created_at desc, id desc);
select tenant_table('inventory_reservations', 'select');

create table inventory_movements (
    organization_id uuid not null references organizations,
    id uuid not null,
    warehouse_id uuid not null,
    variant_id uuid not null,
    type text not null check (type in ('IN', 'OUT', 'ADJUSTMENT', 'TRANSFER')),
    cause text not null check (cause in (
        'PURCHASE', 'SALE', 'RETURN', 'DAMAGE', 'COUNT', 'CORRECTION', 'TRANSFER_OUT', 'TRANSFER_IN', 'WRITE_OFF', 'OPENING'
    )),
    quantity_change integer not null,
    unavailable_change integer not null default 0,
    on_hand_after integer not null check (on_hand_after >= 0),
    reference_type text,
    reference_id uuid,
    reason text,
    notes text,
    client_id text check (client_id <> ''),
    user_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, client_id),
    foreign key (organization_id, warehouse_id) references warehouses (organization_id, id),
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    check (quantity_change <> 0 or unavailable_change <> 0),
    check (type <> 'IN' or quantity_change > 0),
    check (type <> 'OUT' or quantity_change < 0)
);
create index inventory_movements_created_at_idx on inventory_movements (organization_id, created_at desc, id desc);
create index inventory_movements_level_idx on inventory_movements (organization_id, warehouse_id, variant_id, created_at desc, id desc);
create index inventory_movements_variant_id_idx on inventory_movements (organization_id, variant_id, created_at desc, id desc);
create index inventory_movements_reference_idx on inventory_movements (organization_id, reference_type, reference_id) where reference_id is not null;
select tenant_table('inventory_movements', 'select', true);
