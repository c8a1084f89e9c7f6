-- Saved views of lists, what each person chose for a list, and the orders in which lists can be sorted.
create table saved_views (
    organization_id uuid not null references organizations,
    id uuid not null,
    owner_user_id uuid not null references users,
    role_id uuid, -- everybody with this role sees it too
    area text not null check (area in ('orders', 'products', 'customers', 'inventory', 'deliveries', 'payments', 'imports')),
    name text not null check (name <> '' and length(name) <= 60),
    query text not null default '' check (length(query) <= 2000), -- the list's query string without paging
    columns text not null default '' check (length(columns) <= 500), -- keys joined by commas; empty for the usual ones
    is_pinned boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, owner_user_id, area, name),
    foreign key (organization_id, role_id) references roles (organization_id, id) on delete set null (role_id)
);
create index saved_views_role_id_idx on saved_views (organization_id, role_id, area);
create index saved_views_created_at_idx on saved_views (organization_id, created_at desc, id desc);
select tenant_table('saved_views');

create table list_preferences (
    organization_id uuid not null references organizations,
    id uuid not null,
    user_id uuid not null references users,
    area text not null check (area in ('orders', 'products', 'customers', 'inventory', 'deliveries', 'payments', 'imports')),
    columns text not null default '' check (length(columns) <= 500),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, user_id, area)
);
select tenant_table('list_preferences');

-- Under row level security an index serves a condition only when its comparison is leakproof, which that of numeric is
-- not: amounts are sorted and compared as integers of cents.
alter table orders add column total_minor bigint not null generated always as ((total * 100)::bigint) stored;
create index orders_total_idx on orders (organization_id, total_minor desc, id desc);
create index orders_status_total_idx on orders (organization_id, status, total_minor desc, id desc);

alter table customers add column spent_minor bigint not null generated always as ((total_spent * 100)::bigint) stored;
-- '-infinity': never
alter table customers add column last_order_at timestamptz not null default '-infinity';
create index customers_spent_idx on customers (organization_id, spent_minor desc, id desc) where deleted_at is null;
create index customers_last_order_idx on customers (organization_id, last_order_at desc, id desc) where deleted_at is null;
create index customers_name_idx on customers (organization_id, name, id) where deleted_at is null;

create index products_name_idx on products (organization_id, name, id) where deleted_at is null;
create index products_updated_at_idx on products (organization_id, updated_at desc, id desc) where deleted_at is null;
create index product_variants_sku_idx on product_variants (organization_id, sku, id) where deleted_at is null;

-- What is known before this: row level security is forced on the owner too, so each organization is filled in by itself.
do $$
declare
    v_organization_id uuid;
begin
    for v_organization_id in select id from organizations loop
        perform set_config('app.organization_id', v_organization_id::text, true);
        update customers c set last_order_at = o.at
        from (select customer_id, max(ordered_at) as at from orders
              where customer_id is not null and status not in ('DRAFT', 'CANCELLED') group by customer_id) o
        where c.id = o.customer_id;
    end loop;
end
$$;
