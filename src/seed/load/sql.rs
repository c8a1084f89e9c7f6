//! What is set aside while very many rows come in, and made again.

/// Row level security is forced again before the transaction ends.
pub const NO_FORCE: &str = "
    alter table categories no force row level security; alter table products no force row level security;
    alter table product_variants no force row level security; alter table translations no force row level security;
    alter table customers no force row level security; alter table customer_identifiers no force row level security;
    alter table customer_addresses no force row level security; alter table warehouses no force row level security;
    alter table couriers no force row level security; alter table inventory_levels no force row level security;
    alter table inventory_reservations no force row level security; alter table inventory_movements no force row level security;
    alter table orders no force row level security; alter table order_items no force row level security;
    alter table order_status_history no force row level security; alter table payments no force row level security;
    alter table payment_events no force row level security; alter table deliveries no force row level security;
    alter table delivery_orders no force row level security; alter table delivery_items no force row level security;
    alter table delivery_status_history no force row level security;";

pub const FORCE: &str = "
    alter table categories force row level security; alter table products force row level security;
    alter table product_variants force row level security; alter table translations force row level security;
    alter table customers force row level security; alter table customer_identifiers force row level security;
    alter table customer_addresses force row level security; alter table warehouses force row level security;
    alter table couriers force row level security; alter table inventory_levels force row level security;
    alter table inventory_reservations force row level security; alter table inventory_movements force row level security;
    alter table orders force row level security; alter table order_items force row level security;
    alter table order_status_history force row level security; alter table payments force row level security;
    alter table payment_events force row level security; alter table deliveries force row level security;
    alter table delivery_orders force row level security; alter table delivery_items force row level security;
    alter table delivery_status_history force row level security;";

/// Sets aside the foreign keys and those indexes of the largest tables that guard nothing. Making them at the end, checked
/// by one join each, is several times quicker; nobody else can use the tables until then.
pub const SET_ASIDE: &str = "
    create temp table seed_tables on commit drop as
    select t::regclass as oid from unnest(array['orders', 'order_items', 'order_status_history', 'payments', 'payment_events', 'customers',
      'customer_identifiers', 'customer_addresses', 'inventory_reservations', 'inventory_movements', 'deliveries', 'delivery_orders',
      'delivery_items', 'delivery_status_history']) t;
    create temp table seed_keys on commit drop as
    select c.conrelid::regclass::text as relation, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join seed_tables t on t.oid = c.conrelid where c.contype = 'f';
    create temp table seed_indexes on commit drop as
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join seed_tables t on t.oid = i.indrelid where not i.indisunique;
    do $$
    declare
        v_key record;
        v_index record;
    begin
        for v_key in select relation, name from seed_keys loop
            execute format('alter table %s drop constraint %I', v_key.relation, v_key.name);
        end loop;
        for v_index in select name from seed_indexes loop
            execute 'drop index ' || v_index.name;
        end loop;
    end
    $$;";

pub const MAKE_INDEXES: &str = "
    set local maintenance_work_mem = '512MB';
    do $$
    declare
        v_index record;
    begin
        for v_index in select definition from seed_indexes loop
            execute v_index.definition;
        end loop;
    end
    $$;";

pub const MAKE_KEYS: &str = "
    do $$
    declare
        v_key record;
    begin
        for v_key in select relation, name, definition from seed_keys loop
            execute format('alter table %s add constraint %I %s', v_key.relation, v_key.name, v_key.definition);
        end loop;
    end
    $$;";

/// What a quiet hour of autovacuum would do.
pub const TIDY: &str = "
    vacuum (analyze) categories, products, product_variants, translations, customers, customer_identifiers, customer_addresses, inventory_levels,
      inventory_reservations, inventory_movements, orders, order_items, order_status_history, payments, payment_events, deliveries,
      delivery_orders, delivery_items, delivery_status_history";
