-- Which of these variants something tells of: stock, promises, orders, purchases, transfers, counts. Those are never deleted. A later
-- table that refers to variants is added here (a test compares this with the foreign keys).
create function variants_in_use(p_ids uuid[]) returns setof uuid language sql stable as $$
    select u.id from unnest(p_ids) u (id)
    where exists (select from inventory_levels x where x.variant_id = u.id)
       or exists (select from inventory_reservations x where x.variant_id = u.id)
       or exists (select from inventory_movements x where x.variant_id = u.id)
       or exists (select from stock_transfer_items x where x.variant_id = u.id)
       or exists (select from stock_count_items x where x.variant_id = u.id)
       or exists (select from channel_buffers x where x.variant_id = u.id)
       or exists (select from order_items x where x.variant_id = u.id)
       or exists (select from purchase_order_items x where x.variant_id = u.id)
$$;

-- A picture once in a product: the same file is not stored twice.
create unique index product_media_sha256_key on product_media (organization_id, product_id, sha256) where sha256 is not null;

-- Categories that buyers do not see: those that are switched off, and all below them.
create function hidden_categories() returns setof uuid language sql stable as $$
    with recursive hidden (id) as (
        select c.id from categories c where not c.is_active
        union
        select c.id from categories c join hidden h on c.parent_id = h.id
    )
    select id from hidden
$$;
