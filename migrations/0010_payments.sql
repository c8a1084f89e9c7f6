create table payments (
    organization_id uuid not null references organizations,
    id uuid not null,
    order_id uuid not null,
    customer_id uuid,
    account_id uuid,
    amount numeric(14,2) not null check (amount > 0),
    currency char(3) not null default 'LKR',
    method text not null check (method in (
        'COD', 'BANK_TRANSFER', 'LANKAQR', 'PAYHERE', 'WEBXPAY', 'STRIPE', 'PAYPAL', 'TWOCHECKOUT', 'BANK_GATEWAY',
        'GIFT_CARD', 'STORE_CREDIT', 'CASH'
    )),
    status text not null default 'PENDING' check (status in ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'REFUNDED', 'CHARGED_BACK')),
    gateway_transaction_id text,
    gateway_response jsonb not null default '{}',
    idempotency_key text not null,
    captured numeric(14,2) not null default 0 check (captured >= 0),
    refund_amount numeric(14,2) not null default 0 check (refund_amount >= 0),
    refund_pending numeric(14,2) not null default 0 check (refund_pending >= 0),
    refund_reason text,
    processed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, idempotency_key),
    unique (organization_id, account_id, gateway_transaction_id),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    foreign key (organization_id, customer_id) references customers (organization_id, id),
    check (gateway_transaction_id is null or account_id is not null),
    check (captured <= amount),
    check (refund_amount + refund_pending <= captured)
);
create index payments_created_at_idx on payments (organization_id, created_at desc, id desc);
create index payments_order_id_idx on payments (organization_id, order_id);
create index payments_customer_id_idx on payments (organization_id, customer_id, created_at desc, id desc);
create index payments_status_idx on payments (organization_id, status, created_at desc, id desc);
select tenant_table('payments', 'select, insert, update');

create table payment_events (
    organization_id uuid not null references organizations,
    id uuid not null,
    payment_id uuid not null,
    account_id uuid,
    type text not null,
    amount numeric(14,2) not null default 0,
    provider_event_id text,
    payload jsonb not null default '{}',
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, account_id, provider_event_id),
    foreign key (organization_id, payment_id) references payments (organization_id, id),
    check (provider_event_id is null or account_id is not null)
);
create index payment_events_payment_id_idx on payment_events (organization_id, payment_id, created_at desc, id desc);
create index payment_events_created_at_idx on payment_events (organization_id, created_at desc, id desc);
select tenant_table('payment_events', 'select, insert', true);
