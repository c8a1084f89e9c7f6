-- Money that goes back makes an order cheaper, as its credit note says: nobody asks for it again. What was paid too much goes back first
-- and makes nothing cheaper. Where the buyer is to pay it again in another way, that is said of the refund, and nothing becomes cheaper.
alter table refunds add column due_again boolean not null default false;
alter table refunds add column conceded numeric(14,2) not null default 0;
alter table refunds add check (conceded >= 0 and conceded <= amount and (not due_again or conceded = 0) and (status = 'COMPLETED' or conceded = 0));
alter table payments add column conceded numeric(14,2) not null default 0; -- part of refund_amount that is not due again
alter table payments add check (conceded >= 0 and conceded <= refund_amount);

alter table orders no force row level security;
alter table payments no force row level security;
alter table refunds no force row level security;
with paid as (
    select organization_id, order_id, sum(captured) as captured from payments group by 1, 2
), given as (
    select r.organization_id, r.id, r.amount,
      sum(r.amount) over (partition by r.organization_id, r.order_id order by r.settled_at, r.id)
        - greatest(p.captured - (o.total - o.cancelled_total), 0) as beyond
    from refunds r
    join orders o on o.organization_id = r.organization_id and o.id = r.order_id
    join paid p on p.organization_id = r.organization_id and p.order_id = r.order_id
    where r.status = 'COMPLETED'
)
update refunds r set conceded = least(g.amount, greatest(g.beyond, 0))
from given g where g.organization_id = r.organization_id and g.id = r.id;
-- What a platform has given back of an order is not due again either.
update payments p set conceded = case when p.status = 'REFUNDED' and not exists (
      select from refunds r where r.organization_id = p.organization_id and r.payment_id = p.id and r.status = 'COMPLETED'
    ) then p.refund_amount else coalesce((
      select sum(r.conceded) from refunds r where r.organization_id = p.organization_id and r.payment_id = p.id
    ), 0) end
where p.refund_amount > 0;
alter table orders force row level security;
alter table payments force row level security;
alter table refunds force row level security;

-- As before; a refund that is carried out also says how much cheaper it makes its order, whose row the caller holds.
create or replace function refund_settle(
    p_id uuid, p_status text, p_gateway_refund_id text, p_reference text, p_failure text, p_by uuid, p_at timestamptz, p_log_id uuid
) returns text language plpgsql as $$
declare
    v_refund refunds;
    v_payment payments;
    v_payment_id uuid;
    v_customer_id uuid;
    v_conceded numeric := 0;
begin
    if p_status not in ('COMPLETED', 'FAILED', 'UNKNOWN') then
        raise exception 'no such end of a refund: %', p_status using errcode = 'check_violation';
    end if;
    select r.payment_id into v_payment_id from refunds r where r.id = p_id;
    select p.* into v_payment from payments p where p.id = v_payment_id for update;
    select r.* into v_refund from refunds r where r.id = p_id for update;
    if v_refund.id is null then
        return 'NOT_FOUND';
    elsif v_refund.status = p_status then
        return 'AGAIN';
    elsif v_refund.status in ('COMPLETED', 'FAILED') or v_payment.refund_pending < v_refund.amount then
        return 'REFUSED';
    elsif v_refund.needs_approval and v_refund.approved_by is null and p_status <> 'FAILED' then
        return 'NOT_APPROVED';
    end if;
    if p_status = 'COMPLETED' and not v_refund.due_again then
        select greatest(v_refund.amount - greatest(x.paid - (o.total - o.cancelled_total - x.conceded), 0), 0) into v_conceded
        from orders o
        cross join lateral (select sum(p.captured - p.refund_amount) as paid, sum(p.conceded) as conceded from payments p where p.order_id = o.id) x
        where o.id = v_refund.order_id;
    end if;
    update refunds set status = p_status, gateway_refund_id = coalesce(p_gateway_refund_id, gateway_refund_id),
        reference = coalesce(p_reference, reference), failure = p_failure, conceded = v_conceded,
        settled_by = case when p_status = 'UNKNOWN' then null else p_by end, settled_at = case when p_status = 'UNKNOWN' then null else p_at end
    where id = p_id;
    if p_status = 'COMPLETED' then
        update payments set refund_pending = refund_pending - v_refund.amount, refund_amount = refund_amount + v_refund.amount,
            refund_reason = v_refund.reason, conceded = conceded + v_conceded,
            status = case when refund_amount + v_refund.amount = captured then 'REFUNDED' else status end
        where id = v_payment.id;
        if v_refund.destination = 'STORE_CREDIT' then
            select o.customer_id into v_customer_id from orders o where o.id = v_refund.order_id;
            update customers set store_credit_balance = store_credit_balance + v_refund.amount where id = v_customer_id;
            insert into store_credit_transactions (id, customer_id, amount, reason, order_id, refund_id, user_id, created_at)
            values (p_log_id, v_customer_id, v_refund.amount, v_refund.reason, v_refund.order_id, p_id, p_by, p_at);
        end if;
    elsif p_status = 'FAILED' then
        update payments set refund_pending = refund_pending - v_refund.amount where id = v_payment.id;
        perform from order_items i where i.order_id = v_refund.order_id order by i.id for update;
        update order_items i set refunded = i.refunded - x.quantity from refund_items x where x.refund_id = p_id and i.id = x.order_item_id;
    end if;
    return 'DONE';
end
$$;
