-- What happens to an order before it leaves: calls to its buyer, and what an edit needs to know of its lines.
alter table orders
    add column call_attempts integer not null default 0 check (call_attempts >= 0),
    add column next_call_at timestamptz; -- not before; a waiting order without it is to be called now

create table order_confirmations (
    organization_id uuid not null references organizations,
    id uuid not null,
    order_id uuid not null,
    attempt integer not null check (attempt > 0),
    outcome text not null check (outcome in ('CONFIRMED', 'NO_ANSWER', 'WRONG_NUMBER', 'CANCELLED', 'CALL_BACK')),
    call_back_at timestamptz,
    note text not null default '' check (length(note) <= 500),
    user_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, order_id, attempt),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    check (outcome <> 'CALL_BACK' or call_back_at is not null)
);
select tenant_table('order_confirmations', 'select, insert', true);

-- Of a line's discount, what is its share of the discount on the whole order; and how its tax is meant where that is
-- not as the rate of its class says.
alter table order_items
    add column spread_discount numeric(14,2) not null default 0 check (spread_discount >= 0),
    add column tax_mode text check (tax_mode in ('INCLUDED', 'ADDED')),
    add constraint order_items_spread_within_discount_check check (spread_discount <= discount);

-- Orders with a tag, newest first. Array operators are not leakproof, so an index serves them only here.
create index orders_tags_idx on orders using gin (organization_id, tags) where tags <> '{}';
grant select (tags) on orders to smartstore_lookup;
create function tagged_orders(p_tag text, p_limit integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select o.id from orders o
    where o.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
      and o.tags <> '{}' and o.tags @> array[p_tag]
    order by o.ordered_at desc, o.id desc limit p_limit
$$;
select lookup_function('tagged_orders(text, integer)');
