-- Invoices, tax invoices and credit notes. Branches and layouts are data, because both change without a new program.
create table invoice_branches (
    organization_id uuid not null references organizations,
    id uuid not null,
    code text not null check (code ~ '^[A-Z0-9]{1,8}$'), -- stands in the number
    name text not null check (name <> ''),
    address text not null default '', -- empty: the organization's; it is the place of supply too
    is_default boolean not null default false,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, code),
    check (is_active or not is_default)
);
create unique index invoice_branches_default_key on invoice_branches (organization_id) where is_default;
select tenant_table('invoice_branches', 'select, insert, update');

-- How invoices look and are numbered from a day on; the newest that has begun holds. What was issued keeps its version.
create table invoice_layouts (
    organization_id uuid not null references organizations,
    id uuid not null,
    version integer not null check (version > 100), -- smaller ones are the program's own
    valid_from date not null,
    number_format text not null check (number_format <> '' and length(number_format) <= 60),
    date_format text not null check (date_format in ('MM/DD/YYYY', 'DD/MM/YYYY', 'YYYY-MM-DD')),
    whole_rupees boolean not null default false, -- on tax invoices: amounts without cents
    footer text not null default '',
    created_by uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, version),
    unique (organization_id, valid_from, version)
);
select tenant_table('invoice_layouts', 'select, insert', true);

create table invoices (
    organization_id uuid not null references organizations,
    id uuid not null,
    order_id uuid not null,
    kind text not null check (kind in ('INVOICE', 'TAX_INVOICE', 'CREDIT_NOTE')),
    branch text not null,
    period text not null check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'), -- the month in store time
    serial bigint not null check (serial > 0), -- 1, 2, 3 of its kind, branch and month: without gaps, because its counter's row is locked until it is committed
    number text not null check (number ~ '^\S+$' and length(number) <= 40),
    layout_version integer not null check (layout_version > 0),
    language text not null check (language in ('en', 'si', 'ta')),
    credits_id uuid, -- the invoice that a credit note takes back, whole or in part
    reason text, -- why
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    exchange_rate numeric(18,8) not null check (exchange_rate > 0), -- the order's
    net numeric(14,2) not null,
    tax numeric(14,2) not null check (tax >= 0),
    total numeric(14,2) not null check (total > 0),
    credited numeric(14,2) not null default 0 check (credited >= 0), -- by its credit notes
    content jsonb not null, -- seller, buyer, lines and taxes as they were: it is never made anew
    issued_at timestamptz not null,
    issued_by uuid references users,
    cancelled_at timestamptz, -- when credit notes had taken all of it back
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, kind, branch, period, serial),
    unique (organization_id, number),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    foreign key (organization_id, credits_id) references invoices (organization_id, id),
    check (total = net + tax),
    check ((kind = 'CREDIT_NOTE') = (credits_id is not null)),
    check (credits_id is null or reason is not null),
    check (credited <= total),
    check ((cancelled_at is not null) = (credited = total))
);
-- An order has one invoice at a time.
create unique index invoices_of_order_key on invoices (organization_id, order_id) where kind <> 'CREDIT_NOTE' and cancelled_at is null;
create index invoices_order_id_idx on invoices (organization_id, order_id, issued_at, id);
create index invoices_issued_at_idx on invoices (organization_id, issued_at desc, id desc);
create index invoices_kind_idx on invoices (organization_id, kind, issued_at desc, id desc);
create index invoices_period_idx on invoices (organization_id, period, issued_at desc, id desc);
create index invoices_credits_id_idx on invoices (organization_id, credits_id) where credits_id is not null;
-- Issued is issued: nothing of it changes but what is taken back of it.
select tenant_table('invoices', 'select, insert');
grant update (credited, cancelled_at) on invoices to smartstore_app;
