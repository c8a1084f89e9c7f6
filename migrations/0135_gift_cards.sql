-- Gift cards of the merchant. A card is known by the keyed hash of its code alone; its balance is the sum of its ledger.
create table gift_cards (
    organization_id uuid not null references organizations,
    id uuid not null,
    code_hash bytea not null check (length(code_hash) = 32),
    code_last4 text not null check (code_last4 ~ '^[0-9A-HJKMNP-TV-Z]{4}$'),
    sku text,
    initial_value numeric(14,2) not null check (initial_value > 0),
    current_balance numeric(14,2) not null check (current_balance >= 0),
    currency char(3) not null default 'LKR',
    status text not null default 'ACTIVE' check (status in ('ACTIVE', 'USED', 'EXPIRED', 'CANCELLED')),
    expires_at timestamptz not null,
    purchased_by_customer_id uuid,
    purchaser_email text check (purchaser_email = lower(purchaser_email)),
    recipient_name text,
    recipient_email text check (recipient_email = lower(recipient_email)),
    custom_message text,
    notes text,
    first_used_at timestamptz,
    fully_used_at timestamptz,
    created_by uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, code_hash),
    foreign key (organization_id, purchased_by_customer_id) references customers (organization_id, id),
    check (current_balance <= initial_value),
    check (status <> 'USED' or current_balance = 0),
    check (status <> 'ACTIVE' or current_balance > 0)
);
create index gift_cards_created_at_idx on gift_cards (organization_id, created_at desc, id desc);
create index gift_cards_status_idx on gift_cards (organization_id, status, created_at desc, id desc);
create index gift_cards_code_last4_idx on gift_cards (organization_id, code_last4);
create index gift_cards_expires_at_idx on gift_cards (organization_id, expires_at) where status = 'ACTIVE';
create index gift_cards_purchased_by_customer_id_idx on gift_cards (organization_id, purchased_by_customer_id)
    where purchased_by_customer_id is not null;
select tenant_table('gift_cards', 'select, insert, update');

create table gift_card_transactions (
    organization_id uuid not null references organizations,
    id uuid not null,
    gift_card_id uuid not null,
    order_id uuid,
    customer_id uuid,
    payment_id uuid,
    refund_id uuid,
    amount numeric(14,2) not null check (amount <> 0),
    reason text not null check (reason in ('ISSUED', 'SPENT', 'REFUNDED')),
    user_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, refund_id), -- a refund goes back once
    foreign key (organization_id, gift_card_id) references gift_cards (organization_id, id),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    foreign key (organization_id, customer_id) references customers (organization_id, id),
    foreign key (organization_id, payment_id) references payments (organization_id, id),
    foreign key (organization_id, refund_id) references refunds (organization_id, id),
    check ((reason = 'SPENT') = (amount < 0)),
    check ((reason = 'ISSUED') = (payment_id is null)),
    check ((reason = 'REFUNDED') = (refund_id is not null))
);
create index gift_card_transactions_gift_card_id_idx on gift_card_transactions (organization_id, gift_card_id, created_at desc, id desc);
create index gift_card_transactions_payment_id_idx on gift_card_transactions (organization_id, payment_id) where payment_id is not null;
create index gift_card_transactions_order_id_idx on gift_card_transactions (organization_id, order_id) where order_id is not null;
create index gift_card_transactions_customer_id_idx on gift_card_transactions (organization_id, customer_id) where customer_id is not null;
select tenant_table('gift_card_transactions', 'select, insert', true);
