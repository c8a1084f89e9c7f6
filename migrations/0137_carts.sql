-- What buyers have put together and not yet ordered. Of a visitor's token only the hash is kept.
create table carts (
    organization_id uuid not null references organizations,
    id uuid not null,
    customer_id uuid,
    session_token bytea check (length(session_token) = 32),
    status text not null default 'OPEN' check (status in ('OPEN', 'CONVERTED', 'ABANDONED')),
    currency char(3) not null default 'LKR',
    order_id uuid,
    touched_at timestamptz not null, -- when the buyer last changed it
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, customer_id) references customers (organization_id, id),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    check (customer_id is not null or session_token is not null),
    check ((status = 'CONVERTED') = (order_id is not null))
);
create unique index carts_organization_id_customer_id_key on carts (organization_id, customer_id) where status = 'OPEN' and customer_id is not null;
create unique index carts_organization_id_session_token_key on carts (organization_id, session_token)
    where status = 'OPEN' and customer_id is null;
create unique index carts_organization_id_order_id_key on carts (organization_id, order_id) where order_id is not null;
create index carts_touched_at_idx on carts (organization_id, touched_at desc, id desc);
create index carts_status_idx on carts (organization_id, status, touched_at desc, id desc);
create index carts_customer_id_idx on carts (organization_id, customer_id) where customer_id is not null;
select tenant_table('carts');

-- live_product_id refers to the live domain's products: that domain brings the table and adds the key.
create table cart_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    cart_id uuid not null,
    variant_id uuid,
    live_product_id uuid,
    quantity integer not null check (quantity between 1 and 10000),
    unit_price_seen numeric(14,2) not null check (unit_price_seen >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, cart_id) references carts (organization_id, id) on delete cascade,
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    check (num_nonnulls(variant_id, live_product_id) = 1)
);
create unique index cart_items_organization_id_cart_id_key on cart_items (organization_id, cart_id, variant_id, live_product_id) nulls not distinct;
create index cart_items_variant_id_idx on cart_items (organization_id, variant_id) where variant_id is not null;
select tenant_table('cart_items');

-- Half an hour in which a buyer pays for one thing with one press of a button. Its pieces are a CHECKOUT reservation of the same end; a
-- session past expires_at counts as expired before anybody writes it down. Money that comes too late makes the order all the same:
-- then the session stays as it ended and names the order.
create table quick_checkout_sessions (
    organization_id uuid not null references organizations,
    id uuid not null,
    customer_id uuid not null,
    variant_id uuid not null,
    warehouse_id uuid not null,
    quantity integer not null check (quantity between 1 and 10000),
    payment_method_id uuid not null,
    shipping_address_id uuid,
    billing_address_id uuid,
    shipping_address jsonb not null, -- as it was chosen
    billing_address jsonb,
    subtotal numeric(14,2) not null check (subtotal >= 0),
    shipping numeric(14,2) not null default 0 check (shipping >= 0),
    tax numeric(14,2) not null default 0 check (tax >= 0),
    total numeric(14,2) not null check (total > 0),
    currency char(3) not null default 'LKR',
    status text not null default 'ACTIVE' check (status in ('ACTIVE', 'COMPLETED', 'CANCELLED', 'EXPIRED')),
    order_id uuid,
    completed_at timestamptz,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, customer_id) references customers (organization_id, id),
    foreign key (organization_id, variant_id) references product_variants (organization_id, id),
    foreign key (organization_id, warehouse_id) references warehouses (organization_id, id),
    foreign key (organization_id, payment_method_id) references customer_payment_methods (organization_id, id),
    foreign key (organization_id, shipping_address_id) references customer_addresses (organization_id, id) on delete set null (shipping_address_id),
    foreign key (organization_id, billing_address_id) references customer_addresses (organization_id, id) on delete set null (billing_address_id),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    check (total = subtotal + shipping + tax),
    check (status <> 'ACTIVE' or order_id is null),
    check ((status = 'COMPLETED') = (completed_at is not null)),
    check (status <> 'COMPLETED' or order_id is not null)
);
create unique index quick_checkout_sessions_organization_id_order_id_key on quick_checkout_sessions (organization_id, order_id)
    where order_id is not null;
create index quick_checkout_sessions_expires_at_idx on quick_checkout_sessions (organization_id, expires_at) where status = 'ACTIVE';
create index quick_checkout_sessions_customer_id_idx on quick_checkout_sessions (organization_id, customer_id, created_at desc, id desc);
create index quick_checkout_sessions_variant_id_idx on quick_checkout_sessions (organization_id, variant_id);
create index quick_checkout_sessions_payment_method_id_idx on quick_checkout_sessions (organization_id, payment_method_id);
create index quick_checkout_sessions_shipping_address_id_idx on quick_checkout_sessions (organization_id, shipping_address_id)
    where shipping_address_id is not null;
create index quick_checkout_sessions_billing_address_id_idx on quick_checkout_sessions (organization_id, billing_address_id)
    where billing_address_id is not null;
select tenant_table('quick_checkout_sessions', 'select, insert, update');
