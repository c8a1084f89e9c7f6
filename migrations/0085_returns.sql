-- What a buyer sends back, exchanges or complains of. Goods are asked back by pieces of an order's lines; what came is one row a
-- condition, so that a line of three may come as two whole ones and a broken one.
create table returns (
    organization_id uuid not null references organizations,
    id uuid not null,
    number text not null check (number <> ''),
    order_id uuid not null,
    kind text not null check (kind in ('RETURN', 'EXCHANGE', 'CLAIM')),
    status text not null default 'REQUESTED' check (status in ('REQUESTED', 'APPROVED', 'RECEIVED', 'CLOSED', 'REJECTED')),
    reason text not null check (reason <> '' and length(reason) <= 500),
    reject_reason text check (reject_reason <> '' and length(reject_reason) <= 500),
    claim_of_return_id uuid, -- the return whose broken goods a claim is about
    exchange_order_id uuid, -- the order with what the buyer gets instead
    credit numeric(14,2) not null default 0 check (credit >= 0), -- what that order counts the goods for
    created_by uuid references users,
    approved_at timestamptz,
    received_at timestamptz,
    closed_at timestamptz,
    rejected_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, number),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    foreign key (organization_id, exchange_order_id) references orders (organization_id, id),
    foreign key (organization_id, claim_of_return_id) references returns (organization_id, id),
    check ((status = 'REJECTED') = (rejected_at is not null)),
    check ((status = 'REJECTED') = (reject_reason is not null)),
    check (status <> 'APPROVED' or approved_at is not null),
    check ((status in ('RECEIVED', 'CLOSED')) = (received_at is not null)),
    check ((status = 'CLOSED') = (closed_at is not null)),
    check (claim_of_return_id is null or kind = 'CLAIM'),
    check (exchange_order_id is null or kind = 'EXCHANGE' and status <> 'REJECTED' and exchange_order_id <> order_id)
);
create index returns_created_at_idx on returns (organization_id, created_at desc, id desc);
create index returns_status_idx on returns (organization_id, status, created_at desc, id desc);
create index returns_order_id_idx on returns (organization_id, order_id, created_at desc, id desc);
create unique index returns_exchange_order_id_key on returns (organization_id, exchange_order_id) where exchange_order_id is not null;
create unique index returns_claim_of_return_id_key on returns (organization_id, claim_of_return_id) where claim_of_return_id is not null;
select tenant_table('returns', 'select, insert, update');

create table return_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    return_id uuid not null,
    order_item_id uuid not null,
    quantity integer not null check (quantity > 0),
    condition text check (condition in ('SELLABLE', 'DAMAGED', 'MISSING')), -- null until it has come
    amount numeric(14,2) check (amount >= 0), -- what these pieces are worth, once they have come
    restocked_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique nulls not distinct (organization_id, return_id, order_item_id, condition),
    foreign key (organization_id, return_id) references returns (organization_id, id),
    foreign key (organization_id, order_item_id) references order_items (organization_id, id),
    check ((condition is null) = (amount is null)),
    check (restocked_at is null or condition in ('SELLABLE', 'DAMAGED'))
);
create index return_items_order_item_id_idx on return_items (organization_id, order_item_id);
select tenant_table('return_items', 'select, insert, update');

create table return_history (
    organization_id uuid not null references organizations,
    id uuid not null,
    return_id uuid not null,
    status text,
    new_status text not null,
    reason text,
    changed_by_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, return_id) references returns (organization_id, id)
);
create index return_history_return_id_idx on return_history (organization_id, return_id, created_at desc, id desc);
select tenant_table('return_history', 'select, insert', true);
