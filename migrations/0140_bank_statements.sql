-- What a bank says of an account. A file is first looked at (DRAFT, with its content), then taken: its lines are there, the content goes.
create table bank_statements (
    organization_id uuid not null references organizations,
    id uuid not null,
    account_id uuid not null,
    format text not null check (format in ('CSV', 'CAMT053', 'MT940', 'OFX')),
    file_name text not null check (length(file_name) between 1 and 200),
    sha256 bytea not null check (length(sha256) = 32),
    content bytea,
    profile jsonb, -- what its columns mean, when it is a table
    status text not null default 'DRAFT' check (status in ('DRAFT', 'TAKEN')),
    currency char(3) not null,
    opening numeric(14,2),
    closing numeric(14,2),
    balance text not null default 'UNKNOWN' check (balance in ('AGREES', 'DIFFERS', 'UNKNOWN')),
    first_day date,
    last_day date,
    lines integer not null default 0 check (lines >= 0), -- that came with it
    known integer not null default 0 check (known >= 0), -- that were there before
    decided integer not null default 0 check (decided >= 0 and decided <= lines),
    refused jsonb not null default '[]' check (jsonb_typeof(refused) = 'array'),
    refused_count integer not null default 0 check (refused_count >= 0),
    created_by uuid references users,
    taken_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, account_id, sha256),
    foreign key (organization_id, account_id) references payment_accounts (organization_id, id),
    check ((status = 'DRAFT') = (content is not null)),
    check ((status = 'TAKEN') = (taken_at is not null))
);
create index bank_statements_created_at_idx on bank_statements (organization_id, created_at desc, id desc);
select tenant_table('bank_statements', 'select, insert, update, delete');

-- A movement on the account. The hash is of what it says and of how many such lines stand before it in its file: the same file, or one
-- that overlaps, brings nothing twice, and two like transfers of one day stay two.
create table bank_statement_lines (
    organization_id uuid not null references organizations,
    id uuid not null,
    statement_id uuid not null,
    account_id uuid not null,
    number integer not null check (number > 0), -- line of the file
    hash bytea not null check (length(hash) = 32),
    booked_on date not null,
    value_on date,
    amount numeric(14,2) not null check (amount <> 0), -- above zero: it came in
    matched numeric(14,2) not null default 0,
    currency char(3) not null,
    description text not null default '' check (length(description) <= 1000),
    reference text not null default '' check (length(reference) <= 140),
    end_to_end text not null default '' check (length(end_to_end) <= 140),
    party text not null default '' check (length(party) <= 140),
    party_account text not null default '' check (length(party_account) <= 140),
    status text not null default 'OPEN' check (status in ('OPEN', 'MATCHED', 'IGNORED')),
    reason text check (length(reason) between 1 and 500),
    first_by uuid references users, -- who has said yes, when two must
    first_targets jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, account_id, hash),
    foreign key (organization_id, statement_id) references bank_statements (organization_id, id),
    foreign key (organization_id, account_id) references payment_accounts (organization_id, id),
    check (matched >= 0 and matched <= abs(amount)),
    check ((status = 'MATCHED') = (matched = abs(amount))),
    check (status <> 'IGNORED' or reason is not null),
    check ((first_by is null) = (first_targets is null)),
    check (first_by is null or status = 'OPEN')
);
create index bank_statement_lines_created_at_idx on bank_statement_lines (organization_id, statement_id, created_at desc, id desc);
create index bank_statement_lines_status_idx on bank_statement_lines (organization_id, statement_id, status, created_at desc, id desc);
select tenant_table('bank_statement_lines', 'select, insert, update');

-- What a line, or a part of it, was matched with. One that was undone stays as it was.
create table bank_statement_matches (
    organization_id uuid not null references organizations,
    id uuid not null,
    line_id uuid not null,
    matched_type text not null check (matched_type in ('ORDER', 'PAYMENT', 'SLIP', 'REFUND')),
    matched_id uuid not null,
    order_id uuid not null,
    payment_id uuid,
    refund_id uuid,
    made_payment boolean not null default false, -- the match has brought the money into the books; undone, it is taken out again
    amount numeric(14,2) not null check (amount > 0),
    matched_by uuid references users,
    second_by uuid references users,
    undone_at timestamptz,
    undone_by uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, line_id) references bank_statement_lines (organization_id, id),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    foreign key (organization_id, payment_id) references payments (organization_id, id),
    foreign key (organization_id, refund_id) references refunds (organization_id, id),
    check ((matched_type = 'REFUND') = (refund_id is not null)),
    check ((matched_type = 'REFUND') = (payment_id is null)),
    check (second_by is null or second_by <> matched_by)
);
create index bank_statement_matches_line_id_idx on bank_statement_matches (organization_id, line_id);
create index bank_statement_matches_order_id_idx on bank_statement_matches (organization_id, order_id);
create unique index bank_statement_matches_payment_id_key on bank_statement_matches (organization_id, payment_id)
    where payment_id is not null and undone_at is null;
create unique index bank_statement_matches_refund_id_key on bank_statement_matches (organization_id, refund_id)
    where refund_id is not null and undone_at is null;
select tenant_table('bank_statement_matches', 'select, insert, update');

-- What the columns of a bank's file mean: told once, and kept for the next one with the same header.
create table bank_statement_profiles (
    organization_id uuid not null references organizations,
    fingerprint bytea not null check (length(fingerprint) = 32),
    profile jsonb not null check (jsonb_typeof(profile) = 'object'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, fingerprint)
);
select tenant_table('bank_statement_profiles', 'select, insert, update');

-- Transfers that are looked for by their amount.
create index payments_transfer_amount_idx on payments (organization_id, amount) where method in ('BANK_TRANSFER', 'LANKAQR');
create index bank_slips_waiting_idx on bank_slips (organization_id, account_id) where status = 'SUBMITTED';
create index refunds_amount_idx on refunds (organization_id, amount) where destination = 'METHOD' and status <> 'FAILED';
