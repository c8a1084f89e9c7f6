-- An order whose goods have all come back from its buyer is returned, and says so. Refused is something else: its status never was, or
-- is not any more, DELIVERED.
alter table orders no force row level security;
alter table order_items no force row level security;
alter table order_status_history no force row level security;
with came as (
    update orders o set shipping_status = 'RETURNED'
    where o.status = 'DELIVERED' and o.shipping_status = 'DELIVERED'
      and (select sum(i.fulfilled) > 0 and sum(i.returned) = sum(i.fulfilled) from order_items i
           where i.organization_id = o.organization_id and i.order_id = o.id)
    returning o.organization_id, o.id
)
insert into order_status_history (organization_id, id, order_id, field, status, new_status)
select organization_id, uuid_v7(), id, 'SHIPPING', 'DELIVERED', 'RETURNED' from came;
alter table orders force row level security;
alter table order_items force row level security;
alter table order_status_history force row level security;
