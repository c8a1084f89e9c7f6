-- Orders of one buyer that travel in one parcel have the same group. A group of one is none.
alter table orders add column parcel_group_id uuid;
create index orders_parcel_group_id_idx on orders (organization_id, parcel_group_id) where parcel_group_id is not null;

-- Where a parcel goes, for comparing: in small letters, without what people space differently.
create function address_key(p_address jsonb) returns text language sql immutable parallel safe
set search_path = pg_catalog, pg_temp as $$
    select regexp_replace(lower(concat_ws('|', p_address ->> 'line1', p_address ->> 'line2', p_address ->> 'city', p_address ->> 'country')), '[\s,.]+', '', 'g')
$$;

-- The history of an order tells of its parcels: a part that was sent, orders that were put together and taken apart.
alter table order_status_history drop constraint order_status_history_field_check;
alter table order_status_history add constraint order_status_history_field_check
    check (field in ('STATUS', 'SHIPPING', 'FINANCIAL', 'EDIT', 'HOLD', 'PARCEL'));
