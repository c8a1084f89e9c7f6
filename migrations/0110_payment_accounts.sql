-- Where money comes in: an account at a bank or at a payment provider. What must be kept secret is sealed by the program.
create table payment_accounts (
    organization_id uuid not null references organizations,
    id uuid not null,
    method text not null check (method in ('BANK_TRANSFER', 'LANKAQR', 'PAYHERE', 'WEBXPAY', 'STRIPE', 'PAYPAL', 'TWOCHECKOUT')),
    name text not null check (length(name) between 1 and 100),
    credentials_enc bytea,
    settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
    is_active boolean not null default true,
    is_test boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, name)
);
create index payment_accounts_id_idx on payment_accounts (id);
create index payment_accounts_created_at_idx on payment_accounts (organization_id, created_at desc, id desc);
select tenant_table('payment_accounts', 'select, insert, update');

grant select (organization_id, id) on payment_accounts to smartstore_lookup;
create policy lookup on payment_accounts for select to smartstore_lookup using (true);

-- Whose an account is that a provider tells something of; null unless exactly one has it.
create function payment_account_lookup(p_id uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select case when count(*) = 1 then (array_agg(a.organization_id))[1] end from payment_accounts a where a.id = p_id
$$;
select lookup_function('payment_account_lookup(uuid)');

alter table payments add foreign key (organization_id, account_id) references payment_accounts (organization_id, id);
create index payments_account_id_idx on payments (organization_id, account_id) where account_id is not null;
alter table payment_events add foreign key (organization_id, account_id) references payment_accounts (organization_id, id);

-- What a provider sends comes in on an endpoint of the account's id.
alter table webhook_endpoints
    add column account_id uuid,
    add foreign key (organization_id, account_id) references payment_accounts (organization_id, id),
    add check (account_id is null or account_id = id);
create index webhook_endpoints_account_id_idx on webhook_endpoints (organization_id, account_id) where account_id is not null;
