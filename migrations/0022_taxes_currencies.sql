create extension if not exists btree_gist;

-- Rates of tax by class and day. Days are store days; valid_to is the last day, absent while no end is known.
create table tax_rates (
    organization_id uuid not null references organizations,
    id uuid not null,
    tax_class text not null check (tax_class in ('STANDARD', 'REDUCED', 'ZERO', 'EXEMPT')),
    rate numeric(6,3) not null check (rate >= 0 and rate <= 100),
    inclusive boolean not null default true,
    valid_from date not null,
    valid_to date check (valid_to >= valid_from),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    -- What needs no tax has a rate of nothing.
    check (tax_class not in ('ZERO', 'EXEMPT') or rate = 0),
    constraint tax_rates_no_overlap exclude using gist (
        organization_id with =, tax_class with =, daterange(valid_from, valid_to, '[]') with &&
    )
);
select tenant_table('tax_rates');

alter table products add constraint products_tax_class_check check (tax_class in ('STANDARD', 'REDUCED', 'ZERO', 'EXEMPT'));

-- One unit of from_currency is so many of to_currency. Rows without an organization are everybody's; an organization reads them
-- and writes only its own: what it enters, and the files that it brings.
create table currency_exchange_rates (
    id uuid not null unique,
    from_currency char(3) not null check (from_currency ~ '^[A-Z]{3}$'),
    to_currency char(3) not null check (to_currency ~ '^[A-Z]{3}$'),
    rate numeric(18,8) not null check (rate > 0),
    date date not null,
    source text not null check (source in ('MANUAL', 'ECB', 'CBSL')),
    organization_id uuid references organizations default nullif(current_setting('app.organization_id', true), '')::uuid,
    reason text check (reason <> ''),
    entered_by uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique nulls not distinct (organization_id, from_currency, to_currency, date, source),
    check (from_currency <> to_currency),
    check (source <> 'MANUAL' or organization_id is not null and reason is not null)
);
create index currency_exchange_rates_date_idx on currency_exchange_rates (date desc, id desc);
create index currency_exchange_rates_entered_by_idx on currency_exchange_rates (entered_by);
create trigger set_updated_at before update on currency_exchange_rates for each row execute function set_updated_at();
alter table currency_exchange_rates enable row level security;
alter table currency_exchange_rates force row level security;
create policy everybody_and_own on currency_exchange_rates for select
    using (organization_id is null or organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
create policy own_insert on currency_exchange_rates for insert to smartstore_app
    with check (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
create policy own_update on currency_exchange_rates for update to smartstore_app
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
create policy own_delete on currency_exchange_rates for delete to smartstore_app
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
-- The program itself, outside of any organization, writes what is everybody's.
create policy program on currency_exchange_rates to current_user
    using (organization_id is null) with check (organization_id is null);
grant select, insert, update, delete on currency_exchange_rates to smartstore_app;

-- Settings that a member changes within the transaction that also writes the audit log. The table of organizations has no row
-- level security, so the tenant's role may not write it; this writes the one row, and only these settings of it.
grant update (settings) on organizations to smartstore_lookup;
create function set_organization_setting(p_key text, p_value jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if p_key not in ('currencies', 'languages', 'source_language') then
        raise exception 'no such setting: %', p_key using errcode = 'check_violation';
    end if;
    update organizations set settings = jsonb_set(settings, array[p_key], p_value)
    where id = nullif(current_setting('app.organization_id', true), '')::uuid;
end
$$;
select lookup_function('set_organization_setting(text, jsonb)');

-- What lacks a translation is asked for record by record.
create index categories_created_at_idx on categories (organization_id, created_at desc, id desc);
