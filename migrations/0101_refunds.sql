-- Money that goes back to buyers. A refund is made and settled by functions that hold the payment's row: whatever is clicked at once,
-- what goes back and what may still go back never exceed what was received.
create table refund_settings (
    organization_id uuid not null references organizations,
    approval_above numeric(14,2) check (approval_above >= 0), -- refunds of an order above this together need a second person; null: none
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id)
);
select tenant_table('refund_settings', 'select, insert, update');

create table refunds (
    organization_id uuid not null references organizations,
    id uuid not null,
    payment_id uuid not null,
    order_id uuid not null,
    amount numeric(14,2) not null check (amount > 0),
    currency char(3) not null,
    reason text not null check (reason <> ''),
    status text not null default 'PENDING' check (status in ('PENDING', 'UNKNOWN', 'COMPLETED', 'FAILED')),
    destination text not null check (destination in ('METHOD', 'STORE_CREDIT')),
    idempotency_key text not null,
    needs_approval boolean not null default false,
    requested_by uuid references users,
    approved_by uuid references users,
    approved_at timestamptz,
    gateway_refund_id text,
    reference text, -- by which a person has paid it out
    failure text, -- why nothing went back
    credit_note_id uuid,
    settled_by uuid references users,
    settled_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, idempotency_key),
    foreign key (organization_id, payment_id) references payments (organization_id, id),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    foreign key (organization_id, credit_note_id) references invoices (organization_id, id),
    check (approved_by is distinct from requested_by or approved_by is null), -- nobody approves their own
    check (not needs_approval or approved_by is not null or status in ('PENDING', 'FAILED')),
    check ((status in ('COMPLETED', 'FAILED')) = (settled_at is not null))
);
create index refunds_payment_id_idx on refunds (organization_id, payment_id);
create index refunds_order_id_idx on refunds (organization_id, order_id, created_at, id);
create index refunds_created_at_idx on refunds (organization_id, created_at desc, id desc);
create index refunds_status_idx on refunds (organization_id, status, created_at desc, id desc);
select tenant_table('refunds', 'select, insert, update');

create table refund_items (
    organization_id uuid not null references organizations,
    id uuid not null,
    refund_id uuid not null,
    order_item_id uuid not null,
    quantity integer not null check (quantity > 0),
    amount numeric(14,2) not null check (amount >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, refund_id, order_item_id),
    foreign key (organization_id, refund_id) references refunds (organization_id, id),
    foreign key (organization_id, order_item_id) references order_items (organization_id, id)
);
create index refund_items_order_item_id_idx on refund_items (organization_id, order_item_id);
select tenant_table('refund_items', 'select, insert');

-- What a buyer has with the shop; its sum is the balance of the customer.
create table store_credit_transactions (
    organization_id uuid not null references organizations,
    id uuid not null,
    customer_id uuid not null,
    amount numeric(14,2) not null check (amount <> 0),
    reason text not null check (reason <> ''),
    order_id uuid,
    refund_id uuid,
    user_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, refund_id),
    foreign key (organization_id, customer_id) references customers (organization_id, id),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    foreign key (organization_id, refund_id) references refunds (organization_id, id)
);
create index store_credit_transactions_customer_id_idx on store_credit_transactions (organization_id, customer_id, created_at desc, id desc);
select tenant_table('store_credit_transactions', 'select, insert', true);

-- Makes a refund: MADE, AGAIN (the key was used; it is that one), NOT_FOUND, TOO_MUCH, TOO_MANY (pieces). p_items: an array of
-- {id, order_item_id, quantity, amount}.
create function refund_make(
    p_id uuid, p_payment_id uuid, p_amount numeric, p_reason text, p_destination text, p_key text, p_needs_approval boolean,
    p_by uuid, p_at timestamptz, p_items jsonb
) returns table (outcome text, refund_id uuid) language plpgsql as $$
declare
    v_payment payments;
    v_known uuid;
begin
    select * into v_payment from payments p where p.id = p_payment_id for update;
    if not found then
        return query select 'NOT_FOUND', null::uuid;
        return;
    end if;
    select r.id into v_known from refunds r where r.idempotency_key = p_key;
    if found then
        return query select 'AGAIN', v_known;
        return;
    end if;
    if v_payment.status <> 'COMPLETED' or p_amount > v_payment.captured - v_payment.refund_amount - v_payment.refund_pending then
        return query select 'TOO_MUCH', null::uuid;
        return;
    end if;
    -- Refunds of another payment of this order change the same lines.
    perform from order_items i where i.order_id = v_payment.order_id order by i.id for update;
    if exists (
        select from jsonb_to_recordset(p_items) as x (order_item_id uuid, quantity integer)
        left join order_items i on i.id = x.order_item_id and i.order_id = v_payment.order_id
        where i.id is null or x.quantity <= 0 or i.refunded + x.quantity > i.quantity
    ) then
        return query select 'TOO_MANY', null::uuid;
        return;
    end if;
    insert into refunds (id, payment_id, order_id, amount, currency, reason, destination, idempotency_key, needs_approval, requested_by, created_at)
    values (p_id, p_payment_id, v_payment.order_id, p_amount, v_payment.currency, p_reason, p_destination, p_key, p_needs_approval, p_by, p_at);
    insert into refund_items (id, refund_id, order_item_id, quantity, amount, created_at)
    select x.id, p_id, x.order_item_id, x.quantity, x.amount, p_at
    from jsonb_to_recordset(p_items) as x (id uuid, order_item_id uuid, quantity integer, amount numeric);
    update order_items i set refunded = i.refunded + x.quantity
    from jsonb_to_recordset(p_items) as x (order_item_id uuid, quantity integer) where i.id = x.order_item_id;
    update payments set refund_pending = refund_pending + p_amount where id = p_payment_id;
    return query select 'MADE', p_id;
end
$$;

-- Settles a refund: DONE, AGAIN (it is settled that way), NOT_FOUND, NOT_APPROVED, REFUSED (it is settled the other way, or the money
-- has gone back on another way meanwhile).
create function refund_settle(
    p_id uuid, p_status text, p_gateway_refund_id text, p_reference text, p_failure text, p_by uuid, p_at timestamptz, p_log_id uuid
) returns text language plpgsql as $$
declare
    v_refund refunds;
    v_payment payments;
    v_payment_id uuid;
    v_customer_id uuid;
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
    update refunds set status = p_status, gateway_refund_id = coalesce(p_gateway_refund_id, gateway_refund_id),
        reference = coalesce(p_reference, reference), failure = p_failure,
        settled_by = case when p_status = 'UNKNOWN' then null else p_by end, settled_at = case when p_status = 'UNKNOWN' then null else p_at end
    where id = p_id;
    if p_status = 'COMPLETED' then
        update payments set refund_pending = refund_pending - v_refund.amount, refund_amount = refund_amount + v_refund.amount,
            refund_reason = v_refund.reason,
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
revoke all on function refund_make(uuid, uuid, numeric, text, text, text, boolean, uuid, timestamptz, jsonb) from public;
revoke all on function refund_settle(uuid, text, text, text, text, uuid, timestamptz, uuid) from public;
grant execute on function refund_make(uuid, uuid, numeric, text, text, text, boolean, uuid, timestamptz, jsonb) to smartstore_app;
grant execute on function refund_settle(uuid, text, text, text, text, uuid, timestamptz, uuid) to smartstore_app;
