-- What a buyer pays by without typing it again. The provider's token is sealed by the program and never shown; a method that was taken
-- away keeps its row for the sessions that named it, without the token and without the person.
create table customer_payment_methods (
    organization_id uuid not null references organizations,
    id uuid not null,
    customer_id uuid not null,
    type text not null check (type in ('CREDIT_CARD', 'PAYPAL', 'APPLE_PAY', 'GOOGLE_PAY')),
    gateway text not null check (gateway in ('PAYHERE', 'WEBXPAY', 'STRIPE', 'PAYPAL', 'TWOCHECKOUT', 'BANK_GATEWAY')),
    token_enc bytea,
    last4 text check (last4 ~ '^[0-9]{4}$'),
    brand text,
    cardholder_name text,
    expiry_month integer check (expiry_month between 1 and 12),
    expiry_year integer check (expiry_year between 2000 and 2200),
    wallet_email text check (wallet_email = lower(wallet_email)),
    wallet_id text,
    billing_postal_code text,
    billing_country char(2),
    is_default boolean not null default false,
    is_verified boolean not null default true,
    failed_attempts integer not null default 0 check (failed_attempts >= 0),
    last_used_at timestamptz,
    removed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, customer_id) references customers (organization_id, id),
    check ((token_enc is null) = (removed_at is not null)),
    check ((expiry_month is null) = (expiry_year is null)),
    check (removed_at is null or not is_default)
);
create unique index customer_payment_methods_organization_id_customer_id_key on customer_payment_methods (organization_id, customer_id)
    where is_default;
create index customer_payment_methods_customer_id_idx on customer_payment_methods (organization_id, customer_id, created_at desc, id desc);
select tenant_table('customer_payment_methods', 'select, insert, update');
