-- Carts and quick checkouts refer to variants, so these cannot be removed.

create or replace function variants_in_use(p_ids uuid[]) returns setof uuid language sql stable as $$
    select u.id from unnest(p_ids) u (id)
    where exists (select from inventory_levels x where x.variant_id = u.id)
       or exists (select from inventory_reservations x where x.variant_id = u.id)
       or exists (select from inventory_movements x where x.variant_id = u.id)
       or exists (select from stock_transfer_items x where x.variant_id = u.id)
       or exists (select from stock_count_items x where x.variant_id = u.id)
       or exists (select from channel_buffers x where x.variant_id = u.id)
       or exists (select from order_items x where x.variant_id = u.id)
       or exists (select from purchase_order_items x where x.variant_id = u.id)
       or exists (select from station_scans x where x.variant_id = u.id)
       or exists (select from cart_items x where x.variant_id = u.id)
       or exists (select from quick_checkout_sessions x where x.variant_id = u.id)
$$;
