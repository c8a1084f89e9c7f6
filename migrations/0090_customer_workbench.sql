-- What the page of a customer works with: what they agreed to, and dated notes.

-- Each yes and no is kept; the newest one of a channel and purpose holds.
create table customer_consents (
    organization_id uuid not null references organizations,
    id uuid not null,
    customer_id uuid not null,
    channel text not null check (channel in ('EMAIL', 'SMS', 'WHATSAPP', 'CALL', 'PUSH')),
    purpose text not null check (purpose in ('MARKETING', 'SERVICE')),
    granted boolean not null,
    source text not null check (source in ('PHONE', 'CHAT', 'WEBSITE', 'IN_PERSON', 'PAPER', 'IMPORT', 'UNSUBSCRIBE')),
    note text not null default '' check (length(note) <= 500),
    user_id uuid references users,
    at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, customer_id) references customers (organization_id, id)
);
create index customer_consents_customer_id_idx on customer_consents (organization_id, customer_id, at desc, id desc);
select tenant_table('customer_consents', 'select, insert', true);

create table customer_notes (
    organization_id uuid not null references organizations,
    id uuid not null,
    customer_id uuid not null,
    body text not null check (body <> '' and length(body) <= 2000),
    user_id uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, customer_id) references customers (organization_id, id) on delete cascade
);
create index customer_notes_customer_id_idx on customer_notes (organization_id, customer_id, created_at desc, id desc);
select tenant_table('customer_notes');
