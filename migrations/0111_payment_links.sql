-- A page on which a buyer pays an order. The token in its address is made of the id and the server's key; only its hash is kept.
create table payment_links (
    organization_id uuid not null references organizations,
    id uuid not null,
    order_id uuid not null,
    token_hash bytea not null check (length(token_hash) = 32),
    amount numeric(14,2) check (amount > 0), -- a part of what is due; null for all of it
    expires_at timestamptz not null,
    opened_at timestamptz,
    revoked_at timestamptz,
    created_by uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, token_hash),
    foreign key (organization_id, order_id) references orders (organization_id, id)
);
create index payment_links_order_id_idx on payment_links (organization_id, order_id, created_at desc, id desc);
select tenant_table('payment_links', 'select, insert, update');

alter table payments
    add column link_id uuid,
    -- when the provider is to be asked what became of it; null when nothing is open there
    add column query_at timestamptz,
    add column queries integer not null default 0 check (queries >= 0),
    add foreign key (organization_id, link_id) references payment_links (organization_id, id),
    add check (query_at is null or account_id is not null);
create index payments_link_id_idx on payments (organization_id, link_id) where link_id is not null;
create index payments_query_at_idx on payments (organization_id, query_at) where query_at is not null;
