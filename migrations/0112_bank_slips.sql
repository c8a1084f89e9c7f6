-- What a buyer shows for a transfer. Whether the money is there only people say.
create table bank_slips (
    organization_id uuid not null references organizations,
    id uuid not null,
    order_id uuid not null,
    account_id uuid not null,
    link_id uuid,
    payment_id uuid,
    storage_key text not null,
    is_picture boolean not null,
    original_name text not null default '',
    sha256 bytea not null check (length(sha256) = 32),
    image_hash bigint, -- how the picture looks; null for a PDF
    bank text not null default '' check (length(bank) <= 100),
    reference text not null default '' check (length(reference) <= 100),
    amount numeric(14,2) not null check (amount > 0),
    paid_on date not null,
    status text not null default 'SUBMITTED' check (status in ('SUBMITTED', 'MATCHED', 'REJECTED', 'REVERSED')),
    reason text check (length(reason) between 1 and 500),
    reviewed_by uuid references users,
    reviewed_at timestamptz,
    second_reviewer uuid references users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, order_id) references orders (organization_id, id),
    foreign key (organization_id, account_id) references payment_accounts (organization_id, id),
    foreign key (organization_id, link_id) references payment_links (organization_id, id),
    foreign key (organization_id, payment_id) references payments (organization_id, id),
    check ((status in ('MATCHED', 'REVERSED')) = (payment_id is not null)),
    check (status not in ('REJECTED', 'REVERSED') or reason is not null),
    check (second_reviewer is null or second_reviewer <> reviewed_by)
);
create unique index bank_slips_payment_id_key on bank_slips (organization_id, payment_id) where payment_id is not null;
create index bank_slips_created_at_idx on bank_slips (organization_id, created_at desc, id desc);
create index bank_slips_status_idx on bank_slips (organization_id, status, created_at desc, id desc);
create index bank_slips_order_id_idx on bank_slips (organization_id, order_id);
create index bank_slips_account_id_idx on bank_slips (organization_id, account_id);
create index bank_slips_link_id_idx on bank_slips (organization_id, link_id) where link_id is not null;
create index bank_slips_sha256_idx on bank_slips (organization_id, sha256);
create index bank_slips_reference_idx on bank_slips (organization_id, reference, amount) where reference <> '';
select tenant_table('bank_slips', 'select, insert, update');
