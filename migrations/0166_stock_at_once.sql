-- What 0007 says, for many operations at once: levels are made, locked and looked through together, the movements are written by one
-- statement at the end, and nothing in it is planned more than once a connection, whoever calls. The program has statements planned with
-- their values, and those of this function were, one for each step of each operation.

-- The only writer of levels, reservations and movements. All operations are applied in order, or none.
-- Call it once a transaction with everything that the transaction moves, so that locks keep their order.
create or replace function stock_apply(p_user_id uuid, p_now timestamptz, p_operations jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    v_organization_id uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    v_now timestamptz := coalesce(p_now, now());
    v_results jsonb[] := '{}';
    v_warehouses uuid[];
    v_variants uuid[];
    v_is_incomplete boolean;
    v_is_unsettled boolean;
    v_movement inventory_movements;
    v_movements inventory_movements[] := '{}';
    v_client_ids text[] := '{}';
    v_extra jsonb;
    v_row record;
    v_op jsonb;
    v_name text;
    v_id uuid;
    v_warehouse_id uuid;
    v_variant_id uuid;
    v_quantity integer;
    v_unavailable integer;
    v_owner_type text;
    v_owner_id uuid;
    v_to_owner_type text;
    v_to_owner_id uuid;
    v_expires_at timestamptz;
    v_allow_short boolean;
    v_cause text;
    v_client_id text;
    v_done integer;
    v_short integer;
    v_gap integer;
    v_room integer;
    v_level inventory_levels;
    v_reservation inventory_reservations;
    v_target inventory_reservations;
    v_owners jsonb;
    v_expired jsonb := '{}';
    v_key text;
begin
    if v_organization_id is null then
        perform stock_refuse('no_organization');
    end if;
    if p_operations is null or jsonb_typeof(p_operations) <> 'array' then
        perform stock_refuse('bad_operations');
    end if;

    -- Make the levels that are missing, then lock all of them, both in one fixed order: who waits for a level that somebody makes holds
    -- no lock on another one. Then let go what has expired.
    select array_agg(w.warehouse_id), array_agg(w.variant_id), coalesce(bool_or(w.warehouse_id is null or w.variant_id is null), false)
    into v_warehouses, v_variants, v_is_incomplete
    from (
        select distinct (o.value ->> 'warehouse_id')::uuid as warehouse_id, (o.value ->> 'variant_id')::uuid as variant_id
        from jsonb_array_elements(p_operations) o
        order by 1, 2
    ) w;
    if v_is_incomplete then
        perform stock_refuse('bad_operations');
    end if;

    if exists (
        select from unnest(v_warehouses, v_variants) w (warehouse_id, variant_id)
        where not exists (
            select from inventory_levels l
            where l.organization_id = v_organization_id and l.warehouse_id = w.warehouse_id and l.variant_id = w.variant_id)
    ) then
        begin
            insert into inventory_levels (organization_id, id, warehouse_id, variant_id, created_at)
            select v_organization_id, uuid_v7(v_now), w.warehouse_id, w.variant_id, v_now
            from unnest(v_warehouses, v_variants) w (warehouse_id, variant_id)
            where not exists (
                select from inventory_levels l
                where l.organization_id = v_organization_id and l.warehouse_id = w.warehouse_id and l.variant_id = w.variant_id)
            order by w.warehouse_id, w.variant_id
            on conflict (organization_id, warehouse_id, variant_id) do nothing;
        exception when foreign_key_violation then
            select w.warehouse_id, w.variant_id into v_warehouse_id, v_variant_id
            from unnest(v_warehouses, v_variants) w (warehouse_id, variant_id)
            where not exists (select from warehouses h where h.organization_id = v_organization_id and h.id = w.warehouse_id)
               or not exists (select from product_variants v where v.organization_id = v_organization_id and v.id = w.variant_id)
            order by 1, 2
            limit 1;
            perform stock_refuse('not_found', jsonb_build_object('warehouse_id', v_warehouse_id, 'variant_id', v_variant_id));
        end;
    end if;

    select coalesce(bool_or(l.short <> greatest(0, l.reserved + l.unavailable - l.on_hand - l.backorder_limit)), false)
    into v_is_unsettled
    from (
        select l.short, l.reserved, l.unavailable, l.on_hand, l.backorder_limit
        from unnest(v_warehouses, v_variants) w (warehouse_id, variant_id)
        join inventory_levels l
          on l.organization_id = v_organization_id and l.warehouse_id = w.warehouse_id and l.variant_id = w.variant_id
        order by l.warehouse_id, l.variant_id
        for update of l
    ) l;

    with expired as (
        update inventory_reservations r set status = 'EXPIRED', released_at = v_now, short = 0
        from unnest(v_warehouses, v_variants) w (warehouse_id, variant_id)
        where r.organization_id = v_organization_id and r.warehouse_id = w.warehouse_id and r.variant_id = w.variant_id
          and r.status = 'ACTIVE' and r.expires_at <= v_now
        returning r.warehouse_id || '/' || r.variant_id as level, r.quantity
    )
    select coalesce(jsonb_object_agg(e.level, e.quantity), '{}') into v_expired
    from (select expired.level, sum(expired.quantity) as quantity from expired group by 1) e;
    -- also when nothing expired: a raised backorder_limit may cover shorts
    if v_is_unsettled or v_expired <> '{}' then
        for v_row in
            select w.warehouse_id, w.variant_id, coalesce((v_expired ->> (w.warehouse_id || '/' || w.variant_id))::integer, 0) as quantity
            from unnest(v_warehouses, v_variants) w (warehouse_id, variant_id)
            order by 1, 2
        loop
            perform stock_settle(v_organization_id, v_row.warehouse_id, v_row.variant_id, p_reserved_change => -v_row.quantity);
        end loop;
    end if;

    for v_op in select o.value from jsonb_array_elements(p_operations) with ordinality o order by o.ordinality loop
        v_name := v_op ->> 'op';
        v_id := coalesce((v_op ->> 'id')::uuid, uuid_v7(v_now));
        v_warehouse_id := (v_op ->> 'warehouse_id')::uuid;
        v_variant_id := (v_op ->> 'variant_id')::uuid;
        v_quantity := (v_op ->> 'quantity')::integer;
        v_unavailable := coalesce((v_op ->> 'unavailable_change')::integer, 0);
        v_owner_type := v_op ->> 'owner_type';
        v_owner_id := (v_op ->> 'owner_id')::uuid;
        v_to_owner_type := v_op ->> 'to_owner_type';
        v_to_owner_id := (v_op ->> 'to_owner_id')::uuid;
        v_expires_at := (v_op ->> 'expires_at')::timestamptz;
        v_allow_short := coalesce((v_op ->> 'allow_short')::boolean, false);
        v_cause := v_op ->> 'cause';
        v_client_id := v_op ->> 'client_id';
        v_done := 0;
        v_extra := '{}';
        v_key := v_warehouse_id || '/' || v_variant_id;

        if v_name is null or v_name not in ('RESERVE', 'RELEASE', 'TAKE', 'MOVE', 'RECEIVE', 'ADJUST', 'EXPIRE') then
            perform stock_refuse('bad_operation', jsonb_build_object('op', v_name));
        end if;
        if v_name in ('RESERVE', 'RELEASE', 'TAKE', 'MOVE') and (v_owner_type is null or v_owner_id is null)
            or v_name = 'MOVE' and (v_to_owner_type is null or v_to_owner_id is null) then
            perform stock_refuse('bad_owner', jsonb_build_object('op', v_name));
        end if;
        if v_name in ('RESERVE', 'RECEIVE') and coalesce(v_quantity, 0) <= 0
            or v_name in ('RELEASE', 'TAKE', 'MOVE') and v_quantity <= 0
            or v_name = 'ADJUST' and v_quantity is null then
            perform stock_refuse('bad_quantity', jsonb_build_object('op', v_name, 'quantity', v_quantity));
        end if;

        select * into strict v_level from inventory_levels l
        where l.organization_id = v_organization_id and l.warehouse_id = v_warehouse_id and l.variant_id = v_variant_id;

        if v_client_id = any (v_client_ids) or v_client_id is not null and exists (
            select from inventory_movements m where m.organization_id = v_organization_id and m.client_id = v_client_id
        ) then
            v_results := array_append(v_results, jsonb_build_object(
                'op', v_name, 'status', 'repeated', 'id', null, 'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id,
                'quantity', 0, 'short', 0, 'on_hand', v_level.on_hand, 'reserved', v_level.reserved,
                'unavailable', v_level.unavailable, 'available', v_level.available
            ));
            continue;
        end if;

        v_reservation := null;
        if v_name in ('RESERVE', 'RELEASE', 'TAKE', 'MOVE') then
            select * into v_reservation from inventory_reservations r
            where r.organization_id = v_organization_id and r.owner_type = v_owner_type and r.owner_id = v_owner_id
              and r.warehouse_id = v_warehouse_id and r.variant_id = v_variant_id and r.status = 'ACTIVE';
        end if;

        if v_name in ('TAKE', 'MOVE') then
            if v_reservation.id is null then
                perform stock_refuse('no_reservation', jsonb_build_object(
                    'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id, 'owner_type', v_owner_type, 'owner_id', v_owner_id));
            end if;
            v_quantity := coalesce(v_quantity, v_reservation.quantity);
            if v_quantity > v_reservation.quantity then
                perform stock_refuse('reservation_too_small', jsonb_build_object(
                    'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id, 'owner_type', v_owner_type, 'owner_id', v_owner_id,
                    'reserved', v_reservation.quantity, 'requested', v_quantity));
            end if;
        end if;

        if v_name = 'RESERVE' then
            v_room := greatest(0, v_level.available + v_level.backorder_limit);
            if v_quantity > v_room and not v_allow_short then
                raise exception 'out of stock' using errcode = 'SS001', detail = jsonb_build_object(
                    'variant_id', v_variant_id, 'warehouse_id', v_warehouse_id, 'available', v_room, 'requested', v_quantity)::text;
            end if;
            v_short := greatest(0, v_quantity - v_room);
            if v_reservation.id is null then
                insert into inventory_reservations (
                    organization_id, id, warehouse_id, variant_id, quantity, short, owner_type, owner_id, expires_at, user_id, created_at
                ) values (
                    v_organization_id, v_id, v_warehouse_id, v_variant_id, v_quantity, v_short, v_owner_type, v_owner_id, v_expires_at, p_user_id, v_now
                );
            else
                v_id := v_reservation.id;
                update inventory_reservations r
                set quantity = r.quantity + v_quantity, short = r.short + v_short,
                    expires_at = case when v_op ? 'expires_at' then v_expires_at else r.expires_at end
                where r.organization_id = v_organization_id and r.id = v_id;
            end if;
            update inventory_levels l set reserved = l.reserved + v_quantity, short = l.short + v_short
            where l.organization_id = v_organization_id and l.id = v_level.id;
            v_done := v_quantity;

        elsif v_name = 'RELEASE' then
            if v_reservation.id is not null then
                v_done := least(coalesce(v_quantity, v_reservation.quantity), v_reservation.quantity);
                -- what is missing goes first
                v_short := least(v_reservation.short, v_done);
                if v_done = v_reservation.quantity then
                    v_id := v_reservation.id;
                    update inventory_reservations r set status = 'RELEASED', released_at = v_now, short = 0
                    where r.organization_id = v_organization_id and r.id = v_id;
                else
                    update inventory_reservations r set quantity = r.quantity - v_done, short = r.short - v_short
                    where r.organization_id = v_organization_id and r.id = v_reservation.id;
                    insert into inventory_reservations (
                        organization_id, id, warehouse_id, variant_id, quantity, owner_type, owner_id,
                        status, expires_at, released_at, user_id, created_at
                    ) values (
                        v_organization_id, v_id, v_warehouse_id, v_variant_id, v_done, v_owner_type, v_owner_id,
                        'RELEASED', v_reservation.expires_at, v_now, p_user_id, v_reservation.created_at
                    );
                end if;
                perform stock_settle(v_organization_id, v_warehouse_id, v_variant_id, p_reserved_change => -v_done);
            else
                v_id := null;
            end if;

        elsif v_name = 'TAKE' then
            if v_quantity > v_reservation.quantity - v_reservation.short then
                perform stock_refuse('short', jsonb_build_object(
                    'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id, 'owner_type', v_owner_type, 'owner_id', v_owner_id,
                    'reserved', v_reservation.quantity, 'short', v_reservation.short, 'requested', v_quantity));
            end if;
            if v_quantity > v_level.on_hand - v_level.unavailable then
                perform stock_refuse('not_on_hand', jsonb_build_object(
                    'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id, 'owner_type', v_owner_type, 'owner_id', v_owner_id,
                    'on_hand', v_level.on_hand, 'unavailable', v_level.unavailable, 'requested', v_quantity));
            end if;
            v_done := v_quantity;
            if v_done = v_reservation.quantity then
                update inventory_reservations r set status = 'CONFIRMED', released_at = v_now
                where r.organization_id = v_organization_id and r.id = v_reservation.id;
                v_extra := jsonb_build_object('reservation_id', v_reservation.id);
            else
                update inventory_reservations r set quantity = r.quantity - v_done
                where r.organization_id = v_organization_id and r.id = v_reservation.id;
                v_extra := jsonb_build_object('reservation_id', coalesce((v_op ->> 'id2')::uuid, uuid_v7(v_now)));
                insert into inventory_reservations (
                    organization_id, id, warehouse_id, variant_id, quantity, owner_type, owner_id,
                    status, expires_at, released_at, user_id, created_at
                ) values (
                    v_organization_id, (v_extra ->> 'reservation_id')::uuid, v_warehouse_id, v_variant_id, v_done, v_owner_type, v_owner_id,
                    'CONFIRMED', v_reservation.expires_at, v_now, p_user_id, v_reservation.created_at
                );
            end if;
            perform stock_settle(
                v_organization_id, v_warehouse_id, v_variant_id, p_on_hand_change => -v_done, p_reserved_change => -v_done);

        elsif v_name = 'MOVE' then
            select * into v_target from inventory_reservations r
            where r.organization_id = v_organization_id and r.owner_type = v_to_owner_type and r.owner_id = v_to_owner_id
              and r.warehouse_id = v_warehouse_id and r.variant_id = v_variant_id and r.status = 'ACTIVE';
            v_done := v_quantity;
            if v_target.id = v_reservation.id then
                perform stock_refuse('bad_owner', jsonb_build_object('op', v_name));
            end if;
            -- what is there goes first
            v_short := greatest(0, v_done - (v_reservation.quantity - v_reservation.short));
            if v_done < v_reservation.quantity then
                update inventory_reservations r set quantity = r.quantity - v_done, short = r.short - v_short
                where r.organization_id = v_organization_id and r.id = v_reservation.id;
            elsif v_target.id is not null then
                update inventory_reservations r set status = 'RELEASED', released_at = v_now, short = 0
                where r.organization_id = v_organization_id and r.id = v_reservation.id;
            end if;
            if v_target.id is not null then
                v_id := v_target.id;
                update inventory_reservations r
                set quantity = r.quantity + v_done, short = r.short + v_short,
                    expires_at = case when v_op ? 'expires_at' then v_expires_at else r.expires_at end
                where r.organization_id = v_organization_id and r.id = v_id;
            elsif v_done < v_reservation.quantity then
                insert into inventory_reservations (
                    organization_id, id, warehouse_id, variant_id, quantity, short, owner_type, owner_id, expires_at, user_id, created_at
                ) values (
                    v_organization_id, v_id, v_warehouse_id, v_variant_id, v_done, v_short, v_to_owner_type, v_to_owner_id,
                    v_expires_at, p_user_id, v_reservation.created_at
                );
            else
                v_id := v_reservation.id;
                update inventory_reservations r
                set owner_type = v_to_owner_type, owner_id = v_to_owner_id, expires_at = v_expires_at
                where r.organization_id = v_organization_id and r.id = v_id;
            end if;

        elsif v_name = 'RECEIVE' then
            v_cause := coalesce(v_cause, 'PURCHASE');
            if v_cause not in ('PURCHASE', 'RETURN', 'TRANSFER_IN', 'OPENING') then
                perform stock_refuse('bad_cause', jsonb_build_object('op', v_name, 'cause', v_cause));
            end if;
            if v_unavailable not between 0 and v_quantity then
                perform stock_refuse('unavailable_out_of_range', jsonb_build_object(
                    'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id, 'unavailable_change', v_unavailable));
            end if;
            v_done := v_quantity;
            perform stock_settle(
                v_organization_id, v_warehouse_id, v_variant_id, p_on_hand_change => v_done, p_unavailable_change => v_unavailable);
            if v_cause <> 'RETURN' then
                update inventory_levels l set last_restocked_at = v_now
                where l.organization_id = v_organization_id and l.id = v_level.id;
            end if;

        elsif v_name = 'ADJUST' then
            v_cause := coalesce(v_cause, 'CORRECTION');
            if v_cause not in ('CORRECTION', 'COUNT', 'DAMAGE', 'WRITE_OFF', 'RETURN', 'OPENING') then
                perform stock_refuse('bad_cause', jsonb_build_object('op', v_name, 'cause', v_cause));
            end if;
            if v_quantity = 0 and v_unavailable = 0 and v_cause <> 'COUNT' then
                perform stock_refuse('bad_quantity', jsonb_build_object('op', v_name, 'quantity', v_quantity));
            end if;
            if v_level.on_hand + v_quantity < 0 then
                perform stock_refuse('below_zero', jsonb_build_object(
                    'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id, 'on_hand', v_level.on_hand, 'requested', v_quantity));
            end if;
            if v_level.unavailable + v_unavailable not between 0 and v_level.on_hand + v_quantity then
                perform stock_refuse('unavailable_out_of_range', jsonb_build_object(
                    'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id, 'on_hand', v_level.on_hand + v_quantity,
                    'unavailable', v_level.unavailable, 'unavailable_change', v_unavailable));
            end if;
            v_done := v_quantity;
            v_gap := v_level.reserved + v_level.unavailable + v_unavailable
                - (v_level.on_hand + v_quantity) - v_level.backorder_limit - v_level.short;
            v_owners := stock_settle(
                v_organization_id, v_warehouse_id, v_variant_id, p_on_hand_change => v_quantity, p_unavailable_change => v_unavailable);
            if v_gap > 0 and not v_allow_short then
                -- the raise undoes the settling, which has told who would be short
                perform stock_refuse('reserved', jsonb_build_object(
                    'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id, 'on_hand', v_level.on_hand,
                    'reserved', v_level.reserved, 'requested', v_quantity, 'missing', v_gap, 'owners', v_owners));
            end if;
            v_extra := jsonb_build_object('short_owners', v_owners);
            if v_cause = 'COUNT' then
                update inventory_levels l set last_counted_at = v_now
                where l.organization_id = v_organization_id and l.id = v_level.id;
            end if;

        else -- EXPIRE: the locking above has done it
            v_id := null;
            v_done := coalesce((v_expired ->> v_key)::integer, 0);
            v_expired := v_expired - v_key;
        end if;

        select * into strict v_level from inventory_levels l
        where l.organization_id = v_organization_id and l.id = v_level.id;

        if v_name in ('TAKE', 'RECEIVE', 'ADJUST') and (v_quantity <> 0 or v_unavailable <> 0) then
            if v_name = 'TAKE' then
                v_cause := case when v_owner_type = 'TRANSFER' then 'TRANSFER_OUT' else 'SALE' end;
            end if;
            v_movement.id := v_id;
            v_movement.warehouse_id := v_warehouse_id;
            v_movement.variant_id := v_variant_id;
            v_movement.type := case
                when v_cause in ('TRANSFER_OUT', 'TRANSFER_IN') then 'TRANSFER'
                when v_name = 'TAKE' then 'OUT' when v_name = 'RECEIVE' then 'IN' else 'ADJUSTMENT' end;
            v_movement.cause := v_cause;
            v_movement.quantity_change := case when v_name = 'TAKE' then -v_done else v_done end;
            v_movement.unavailable_change := case when v_name = 'TAKE' then 0 else v_unavailable end;
            v_movement.on_hand_after := v_level.on_hand;
            v_movement.reference_type := case when v_name = 'TAKE' then v_owner_type else v_op ->> 'reference_type' end;
            v_movement.reference_id := case when v_name = 'TAKE' then v_owner_id else (v_op ->> 'reference_id')::uuid end;
            v_movement.reason := v_op ->> 'reason';
            v_movement.notes := v_op ->> 'notes';
            v_movement.client_id := v_client_id;
            v_movements := array_append(v_movements, v_movement);
            if v_client_id is not null then
                v_client_ids := array_append(v_client_ids, v_client_id);
            end if;
        elsif v_name = 'ADJUST' then
            v_id := null;
        end if;

        v_short := 0;
        if v_name in ('RESERVE', 'RELEASE', 'TAKE', 'MOVE') then
            select coalesce(sum(r.short), 0) into v_short from inventory_reservations r
            where r.organization_id = v_organization_id and r.warehouse_id = v_warehouse_id and r.variant_id = v_variant_id
              and r.status = 'ACTIVE'
              and r.owner_type = case when v_name = 'MOVE' then v_to_owner_type else v_owner_type end
              and r.owner_id = case when v_name = 'MOVE' then v_to_owner_id else v_owner_id end;
        end if;

        v_results := array_append(v_results, jsonb_build_object(
            'op', v_name, 'status', 'applied', 'id', v_id, 'warehouse_id', v_warehouse_id, 'variant_id', v_variant_id,
            'quantity', v_done, 'short', v_short, 'on_hand', v_level.on_hand, 'reserved', v_level.reserved,
            'unavailable', v_level.unavailable, 'available', v_level.available
        ) || v_extra);
    end loop;

    insert into inventory_movements (
        organization_id, id, warehouse_id, variant_id, type, cause, quantity_change, unavailable_change, on_hand_after,
        reference_type, reference_id, reason, notes, client_id, user_id, created_at
    )
    select v_organization_id, m.id, m.warehouse_id, m.variant_id, m.type, m.cause, m.quantity_change, m.unavailable_change, m.on_hand_after,
        m.reference_type, m.reference_id, m.reason, m.notes, m.client_id, p_user_id, v_now
    from unnest(v_movements) m;

    return to_jsonb(v_results);
end
$$;
