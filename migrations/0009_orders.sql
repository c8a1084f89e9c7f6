create table orders (
    organization_id uuid not null references organizations,
    id uuid not null,
    order_number text collate "C" not null check (order_number ~ '^[0-9A-HJKMNP-TV-Z]{5,6}$'),
    source text not null default 'ADMIN' check (source in (
        'ADMIN', 'PHONE', 'WEBSITE', 'WOOCOMMERCE', 'SHOPEE', 'TIKTOK_SHOP', 'LIVE', 'WHATSAPP', 'MESSENGER', 'API'
    )),
    store_id uuid,
    platform_order_id text,
    platform_order_number text,
    customer_id uuid,
    status text not null default 'PENDING' check (status in (
        'DRAFT', 'PENDING', 'CONFIRMED', 'PROCESSING', 'PACKED', 'OUT_FOR_DELIVERY', 'DELIVERED', 'CANCELLED'
    )),
    shipping_status text not null default 'PENDING' check (shipping_status in ('PENDING', 'PROCESSING', 'DISPATCHED', 'DELIVERED', 'RETURNED')),
    financial_status text not null default 'UNPAID' check (financial_status in (
        'UNPAID', 'PARTIALLY_PAID', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'
    )),
    subtotal numeric(14,2) not null default 0 check (subtotal >= 0),
    discount numeric(14,2) not null default 0 check (discount >= 0),
    shipping numeric(14,2) not null default 0 check (shipping >= 0),
    shipping_tax numeric(14,2) not null default 0 check (shipping_tax >= 0),
    tax numeric(14,2) not null default 0 check (tax >= 0),
    tax_included numeric(14,2) not null default 0 check (tax_included >= 0),
    adjustment numeric(14,2) not null default 0,
    total numeric(14,2) not null default 0 check (total >= 0),
    cancelled_total numeric(14,2) not null default 0 check (cancelled_total >= 0),
    currency char(3) not null default 'LKR',
    exchange_rate numeric(18,8) not null default 1 check (exchange_rate > 0),
    shipping_address jsonb not null default '{}',
    billing_address jsonb,
    tracking_number text,
    customer_note text,
    notes text,
    tags text[] not null default '{}',
    hold_reason text,
    confirm_by timestamptz,
    risk text check (risk in ('LOW', 'MEDIUM', 'HIGH')),
    ordered_at timestamptz not null,
    confirmed_at timestamptz,
    packed_at timestamptz,
    dispatched_at timestamptz,
    delivered_at timestamptz,
    cancelled_at timestamptz,
    cancel_reason text,
    platform_data jsonb not null default '{}',
    created_by uuid references users,
    updated_by uuid references users,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    phone_last4 text generated always as (
        nullif(right(regexp_replace(coalesce(shipping_address ->> 'phone', ''), '\D', '', 'g'), 4), '')
    ) stored,
    search text not null generated always as (
        lower(
            order_number
            || ' ' || coalesce(platform_order_number, '')
            || ' ' || coalesce(tracking_number, '')
            || ' ' || coalesce(shipping_address ->> 'full_name', '')
            || ' ' || regexp_replace(coalesce(shipping_address ->> 'phone', ''), '\D', '', 'g')
            || ' ' || coalesce(shipping_address ->> 'email', '')
        )
    ) stored,
    primary key (organization_id, id),
    unique (organization_id, order_number),
    unique (organization_id, store_id, platform_order_id),
    foreign key (organization_id, store_id) references stores (organization_id, id),
    foreign key (organization_id, customer_id) references customers (organization_id, id),
    check (platform_order_id is null or store_id is not null),
    check (total = subtotal - discount + shipping + tax + adjustment)
);
create index orders_ordered_at_idx on orders (organization_id, ordered_at desc, id desc);
create index orders_status_idx on orders (organization_id, status, ordered_at desc, id desc);
create index orders_phone_last4_idx on orders (organization_id, phone_last4, ordered_at desc, id desc);
create index orders_customer_id_idx on orders (organization_id, customer_id, ordered_at desc, id desc);
create index orders_tracking_number_idx on orders (organization_id, tracking_number) where tracking_number is not null;
create index orders_platform_order_number_idx on orders (organization_id, platform_order_number) where platform_order_number is not null;
create index orders_held_idx on orders (organization_id, ordered_at desc, id desc) where hold_reason is not null;
create index orders_confirm_by_idx on orders (organization_id, confirm_by) where status = 'PENDING' and confirm_by is not null;
create index orders_unpaid_idx on orders (organization_id, financial_status, ordered_at desc, id desc)
    where financial_status in ('UNPAID', 'PARTIALLY_PAID') and status <> 'CANCELLED';
create index orders_search_idx on orders using gin (organization_id, search gin_trgm_ops) with (gin_pending_list_limit = 1024);
select tenant_table('orders', 'select, insert, update');

create table order_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    order_id uuid not null,
    variant_id uuid,
    platform_product_id text,
    platform_variant_id text,
    name text not null,
    sku text,
    quantity integer not null check (quantity > 0),
    unit_price numeric(14,2) not null check (unit_price >= 0),
    discount numeric(14,2) not null default 0 check (discount >= 0),
    tax numeric(14,2) not null default 0 check (tax >= 0),
    tax_included numeric(14,2) not null default 0 check (tax_included >= 0),
    total numeric(14,2) not null,
    warehouse_id uuid,
    fulfilled integer not null default 0 check (fulfilled >= 0),
    cancelled integer not null default 0 check (cancelled >= 0),
    returned integer not null default 0 check (returned >= 0),
    refunded integer not null default 0 check (refunded >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, order_id) references orders (organization_id, id) on delete cascade,
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    foreign key (organization_id, warehouse_id) references warehouses (organization_id, id),
    check (total = unit_price * quantity - discount + tax),
    check (fulfilled + cancelled <= quantity),
    check (returned <= fulfilled),
    check (refunded <= quantity)
);
create index order_items_order_id_idx on order_items (organization_id, order_id, id);
create index order_items_sku_idx on order_items (organization_id, sku, order_id);
create index order_items_variant_id_idx on order_items (organization_id, variant_id, created_at desc, id desc);
create index order_items_warehouse_id_idx on order_items (organization_id, warehouse_id);
select tenant_table('order_items');

create table order_status_history (
    organization_id uuid not null references organizations,
    id uuid not null,
    order_id uuid not null,
    field text not null check (field in ('STATUS', 'SHIPPING', 'FINANCIAL')),
    status text,
    new_status text not null,
    reason text,
    notes text,
    changed_by_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, order_id) references orders (organization_id, id)
);
create index order_status_history_order_id_idx on order_status_history (organization_id, order_id, created_at desc, id desc);
create index order_status_history_created_at_idx on order_status_history (organization_id, created_at desc, id desc);
select tenant_table('order_status_history', 'select, insert', true);

create table order_notes (
    organization_id uuid not null references organizations,
    id uuid not null,
    order_id uuid not null,
    body text not null check (body <> ''),
    mentions uuid[] not null default '{}',
    user_id uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, order_id) references orders (organization_id, id) on delete cascade
);
create index order_notes_order_id_idx on order_notes (organization_id, order_id, created_at desc, id desc);
select tenant_table('order_notes');
