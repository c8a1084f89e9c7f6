-- Suppliers, who signs in for them, and what is ordered from them.
create table suppliers (
    organization_id uuid not null references organizations,
    id uuid not null,
    business_name text not null check (business_name <> ''),
    registration_number text check (registration_number <> ''),
    tax_id text check (tax_id <> ''),
    contact text not null default '',
    email text check (email = lower(email) and email <> ''),
    phone text check (phone <> ''),
    address jsonb not null default '{}',
    language text not null default 'en' check (language in ('en', 'si', 'ta')), -- of letters and documents
    currency char(3) not null default 'LKR' check (currency ~ '^[A-Z]{3}$'), -- in which they usually sell
    terms text not null default '',
    payment_days integer check (payment_days between 0 and 365), -- after the delivery
    lead_days integer check (lead_days between 0 and 365), -- from the order to the delivery
    verification_status text not null default 'PENDING' check (verification_status in ('PENDING', 'VERIFIED', 'REJECTED')),
    verified_at timestamptz,
    verified_by uuid references users,
    rating integer check (rating between 1 and 5),
    is_active boolean not null default true,
    notes text not null default '', -- for the staff
    created_by uuid references users,
    updated_by uuid references users,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    search text not null generated always as (
        lower(
            business_name || ' ' || contact || ' ' || coalesce(email, '') || ' ' || coalesce(registration_number, '')
            || ' ' || coalesce(tax_id, '') || ' ' || regexp_replace(coalesce(phone, ''), '\D', '', 'g')
        )
    ) stored,
    primary key (organization_id, id),
    check ((verification_status = 'VERIFIED') = (verified_at is not null))
);
create unique index suppliers_organization_id_business_name_key on suppliers (organization_id, lower(business_name));
create index suppliers_created_at_idx on suppliers (organization_id, created_at desc, id desc);
create index suppliers_name_idx on suppliers (organization_id, business_name, id);
select tenant_table('suppliers', 'select, insert, update');

-- A person signs in for one supplier of an organization; they see that supplier's orders and nothing else.
create table supplier_users (
    organization_id uuid not null references organizations,
    id uuid not null,
    supplier_id uuid not null,
    user_id uuid not null references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, user_id),
    foreign key (organization_id, supplier_id) references suppliers (organization_id, id)
);
create index supplier_users_supplier_id_idx on supplier_users (organization_id, supplier_id);
select tenant_table('supplier_users', 'select, insert, delete');

alter table products add column supplier_id uuid;
-- Row level security hides every row from the owner, so the new key has nothing to check: the column is new and empty.
alter table products add foreign key (organization_id, supplier_id) references suppliers (organization_id, id);
create index products_supplier_id_idx on products (organization_id, supplier_id, created_at desc, id desc) where supplier_id is not null;

-- How an organization buys; without a row the defaults hold.
create table purchasing_settings (
    organization_id uuid not null references organizations,
    over_receipt_percent numeric(6,3) not null default 10 check (over_receipt_percent between 0 and 100),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id)
);
select tenant_table('purchasing_settings', 'select, insert, update');

create table purchase_orders (
    organization_id uuid not null references organizations,
    id uuid not null,
    number text collate "C" not null check (number ~ '^PO-[0-9]{4,12}$'),
    supplier_id uuid not null,
    warehouse_id uuid not null,
    status text not null default 'DRAFT' check (status in (
        'DRAFT', 'SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED', 'RECEIVED', 'CLOSED', 'CANCELLED'
    )),
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    exchange_rate numeric(18,8) not null default 1 check (exchange_rate > 0), -- when it was written; a receipt has its own
    total numeric(14,2) not null default 0 check (total >= 0), -- its lines, in its currency
    freight numeric(14,2) not null default 0 check (freight >= 0), -- expected, in the organization's currency; so is duty
    duty numeric(14,2) not null default 0 check (duty >= 0),
    expected_on date,
    notes text not null default '', -- for the supplier
    reason text check (reason <> ''), -- why it was cancelled or closed
    sent_at timestamptz,
    confirmed_at timestamptz,
    received_at timestamptz,
    closed_at timestamptz,
    cancelled_at timestamptz,
    mailed_at timestamptz, -- when the last letter left
    mail_event_id uuid, -- the event whose letter that was, so that it leaves once
    created_by uuid references users,
    updated_by uuid references users,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, number),
    foreign key (organization_id, supplier_id) references suppliers (organization_id, id),
    foreign key (organization_id, warehouse_id) references warehouses (organization_id, id),
    check ((status = 'CANCELLED') = (cancelled_at is not null)),
    check (status = 'DRAFT' or status = 'CANCELLED' or sent_at is not null),
    check (status not in ('CANCELLED', 'CLOSED') or reason is not null)
);
create index purchase_orders_created_at_idx on purchase_orders (organization_id, created_at desc, id desc);
create index purchase_orders_status_idx on purchase_orders (organization_id, status, created_at desc, id desc);
create index purchase_orders_supplier_id_idx on purchase_orders (organization_id, supplier_id, created_at desc, id desc);
create index purchase_orders_warehouse_id_idx on purchase_orders (organization_id, warehouse_id);
create index purchase_orders_expected_on_idx on purchase_orders (organization_id, expected_on)
    where status in ('SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED') and expected_on is not null;
select tenant_table('purchase_orders', 'select, insert, update');

create table purchase_order_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    purchase_order_id uuid not null,
    variant_id uuid not null,
    position integer not null check (position >= 0),
    name text not null,
    sku text not null,
    quantity integer not null check (quantity >= 0), -- 0: the supplier cannot deliver it
    unit_cost numeric(14,2) not null check (unit_cost >= 0), -- in the order's currency
    received integer not null default 0 check (received >= 0), -- may be more than was ordered, within the setting
    landed_unit_cost numeric(14,2) check (landed_unit_cost >= 0), -- of what came, in the organization's currency
    expected_on date, -- where it is another day than the order's
    confirmed_at timestamptz, -- by the supplier
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, purchase_order_id, variant_id),
    foreign key (organization_id, purchase_order_id) references purchase_orders (organization_id, id) on delete cascade,
    foreign key (organization_id, variant_id) references product_variants (organization_id, id)
);
create index purchase_order_items_order_idx on purchase_order_items (organization_id, purchase_order_id, position, id);
create index purchase_order_items_variant_id_idx on purchase_order_items (organization_id, variant_id, created_at desc, id desc);
select tenant_table('purchase_order_items');

create table purchase_order_history (
    organization_id uuid not null references organizations,
    id uuid not null,
    purchase_order_id uuid not null,
    status text,
    new_status text not null,
    reason text,
    changed_by_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, purchase_order_id) references purchase_orders (organization_id, id)
);
create index purchase_order_history_order_idx on purchase_order_history (organization_id, purchase_order_id, created_at desc, id desc);
select tenant_table('purchase_order_history', 'select, insert', true);

-- What a supplier proposes for a line; one at a time is open.
create table purchase_order_changes (
    organization_id uuid not null references organizations,
    id uuid not null,
    purchase_order_id uuid not null,
    purchase_order_item_id uuid not null,
    quantity integer not null check (quantity >= 0),
    unit_cost numeric(14,2) not null check (unit_cost >= 0),
    expected_on date,
    note text not null default '',
    status text not null default 'PROPOSED' check (status in ('PROPOSED', 'ACCEPTED', 'REFUSED', 'LAPSED')),
    proposed_by uuid references users,
    decided_by uuid references users,
    decided_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, purchase_order_id) references purchase_orders (organization_id, id),
    foreign key (organization_id, purchase_order_item_id) references purchase_order_items (organization_id, id),
    check ((status = 'PROPOSED') = (decided_at is null))
);
create unique index purchase_order_changes_open_key on purchase_order_changes (organization_id, purchase_order_item_id) where status = 'PROPOSED';
create index purchase_order_changes_order_idx on purchase_order_changes (organization_id, purchase_order_id, created_at desc, id desc);
select tenant_table('purchase_order_changes', 'select, insert, update');

-- What came, when, at which rate. The id is made by the form, so that the same receipt is booked once.
create table purchase_receipts (
    organization_id uuid not null references organizations,
    id uuid not null,
    purchase_order_id uuid not null,
    warehouse_id uuid not null,
    exchange_rate numeric(18,8) not null check (exchange_rate > 0), -- one unit of the order's currency in the organization's
    allow_over boolean not null default false,
    reference text not null default '', -- the supplier's delivery note
    note text not null default '',
    user_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, purchase_order_id) references purchase_orders (organization_id, id),
    foreign key (organization_id, warehouse_id) references warehouses (organization_id, id)
);
create index purchase_receipts_order_idx on purchase_receipts (organization_id, purchase_order_id, created_at, id);
create index purchase_receipts_created_at_idx on purchase_receipts (organization_id, created_at desc, id desc);
create index purchase_receipts_warehouse_id_idx on purchase_receipts (organization_id, warehouse_id);
select tenant_table('purchase_receipts', 'select, insert', true);

create table purchase_receipt_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    purchase_receipt_id uuid not null,
    purchase_order_item_id uuid not null,
    quantity integer not null check (quantity > 0),
    condition text not null check (condition in ('SELLABLE', 'DAMAGED')),
    unit_cost numeric(14,2) not null check (unit_cost >= 0), -- in the order's currency
    goods_value numeric(14,2) not null check (goods_value >= 0), -- of all its pieces, in the organization's currency
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, purchase_receipt_id, purchase_order_item_id, condition),
    foreign key (organization_id, purchase_receipt_id) references purchase_receipts (organization_id, id),
    foreign key (organization_id, purchase_order_item_id) references purchase_order_items (organization_id, id)
);
create index purchase_receipt_items_item_idx on purchase_receipt_items (organization_id, purchase_order_item_id);
select tenant_table('purchase_receipt_items', 'select, insert', true);

-- What it cost to bring the goods here, with the receipt or later, and how that was spread over its lines.
create table purchase_landed_costs (
    organization_id uuid not null references organizations,
    id uuid not null,
    purchase_receipt_id uuid not null,
    kind text not null check (kind in ('FREIGHT', 'DUTY', 'INSURANCE', 'OTHER')),
    amount numeric(14,2) not null check (amount > 0), -- in the organization's currency
    note text not null default '',
    user_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, purchase_receipt_id) references purchase_receipts (organization_id, id)
);
create index purchase_landed_costs_receipt_idx on purchase_landed_costs (organization_id, purchase_receipt_id, created_at, id);
select tenant_table('purchase_landed_costs', 'select, insert', true);

create table purchase_landed_cost_shares (
    organization_id uuid not null references organizations,
    id uuid not null,
    purchase_landed_cost_id uuid not null,
    purchase_receipt_item_id uuid not null,
    amount numeric(14,2) not null check (amount >= 0),
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, purchase_landed_cost_id, purchase_receipt_item_id),
    foreign key (organization_id, purchase_landed_cost_id) references purchase_landed_costs (organization_id, id),
    foreign key (organization_id, purchase_receipt_item_id) references purchase_receipt_items (organization_id, id)
);
create index purchase_landed_cost_shares_item_idx on purchase_landed_cost_shares (organization_id, purchase_receipt_item_id);
select tenant_table('purchase_landed_cost_shares', 'select, insert', true);
