-- Customers that may be one person, and merges of them that can be taken back.

-- What two rows of one person have in common, ready to be compared: under row level security an index serves equality of texts.
alter table customer_identifiers add column tail text generated always as (
    case when kind in ('PHONE', 'WHATSAPP') and length(value) >= 10 then right(value, 9) end
) stored;
create index customer_identifiers_tail_idx on customer_identifiers (organization_id, tail) where tail is not null;

alter table customer_addresses add column phone_tail text generated always as (
    case when length(regexp_replace(phone, '\D', '', 'g')) >= 9 then right(regexp_replace(phone, '\D', '', 'g'), 9) end
) stored;
alter table customer_addresses add column email_key text generated always as (nullif(lower(email), '')) stored;
alter table customer_addresses add column place_key text generated always as (
    case when length(line1) >= 5 then
        lower(regexp_replace(line1 || coalesce(line2, '') || city, '[[:space:][:punct:]]+', '', 'g'))
    end
) stored;
create index customer_addresses_phone_tail_idx on customer_addresses (organization_id, phone_tail) where phone_tail is not null;
create index customer_addresses_email_key_idx on customer_addresses (organization_id, email_key) where email_key is not null;
create index customer_addresses_place_key_idx on customer_addresses (organization_id, place_key) where place_key is not null;

-- Proposals, found in the background. One that somebody has looked at and said no to stays so.
create table customer_duplicates (
    organization_id uuid not null references organizations,
    id uuid not null,
    first_id uuid not null,
    second_id uuid not null check (second_id > first_id),
    reasons text[] not null check (reasons <> '{}' and reasons <@ array['PHONE', 'EMAIL', 'ADDRESS']),
    shared text[] not null, -- what both have, one for each reason
    status text not null default 'OPEN' check (status in ('OPEN', 'DISMISSED')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, first_id, second_id),
    foreign key (organization_id, first_id) references customers (organization_id, id) on delete cascade,
    foreign key (organization_id, second_id) references customers (organization_id, id) on delete cascade
);
create index customer_duplicates_open_idx on customer_duplicates (organization_id, created_at desc, id desc) where status = 'OPEN';
create index customer_duplicates_second_id_idx on customer_duplicates (organization_id, second_id);
select tenant_table('customer_duplicates');

create table customer_merges (
    organization_id uuid not null references organizations,
    id uuid not null,
    from_customer_id uuid not null,
    into_customer_id uuid not null check (into_customer_id <> from_customer_id),
    moved jsonb not null, -- ids of what moved, and the fields before and after
    user_id uuid references users,
    undone_at timestamptz,
    undone_by uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, from_customer_id) references customers (organization_id, id),
    foreign key (organization_id, into_customer_id) references customers (organization_id, id)
);
create unique index customer_merges_organization_id_from_customer_id_key
    on customer_merges (organization_id, from_customer_id) where undone_at is null;
create index customer_merges_into_idx on customer_merges (organization_id, into_customer_id, created_at desc, id desc);
create index customer_merges_from_idx on customer_merges (organization_id, from_customer_id, created_at desc, id desc);
select tenant_table('customer_merges', 'select, insert, update');
