create table import_jobs (
    organization_id uuid not null references organizations,
    id uuid not null,
    kind text not null check (kind in ('PRODUCTS', 'ORDERS')),
    format text not null check (format in ('WOOCOMMERCE', 'SHOPIFY', 'SMARTSTORE')),
    file_name text not null,
    file_sha256 bytea not null check (length(file_sha256) = 32),
    content bytea not null,
    mapping jsonb not null default '{}',
    status text not null default 'UPLOADED' check (status in ('UPLOADED', 'QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
    rows_total integer not null default 0 check (rows_total >= 0),
    rows_done integer not null default 0 check (rows_done >= 0),
    rows_created integer not null default 0 check (rows_created >= 0),
    rows_updated integer not null default 0 check (rows_updated >= 0),
    rows_unchanged integer not null default 0 check (rows_unchanged >= 0),
    rows_failed integer not null default 0 check (rows_failed >= 0),
    error text,
    store_id uuid,
    created_by uuid references users,
    started_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, store_id) references stores (organization_id, id)
);
create index import_jobs_created_at_idx on import_jobs (organization_id, created_at desc, id desc);
create index import_jobs_open_idx on import_jobs (organization_id, status, created_at) where status in ('QUEUED', 'RUNNING');
create index import_jobs_file_sha256_idx on import_jobs (organization_id, file_sha256);
create index import_jobs_store_id_idx on import_jobs (organization_id, store_id) where store_id is not null;
select tenant_table('import_jobs');

create table import_rows (
    organization_id uuid not null references organizations,
    id uuid not null,
    import_job_id uuid not null,
    row_number integer not null check (row_number > 0),
    source jsonb not null,
    status text not null default 'PENDING' check (status in ('PENDING', 'CREATED', 'UPDATED', 'UNCHANGED', 'FAILED')),
    message_key text,
    message_args jsonb,
    resource text,
    resource_id uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, import_job_id, row_number),
    foreign key (organization_id, import_job_id) references import_jobs (organization_id, id) on delete cascade
);
create index import_rows_status_idx on import_rows (organization_id, import_job_id, status, row_number);
select tenant_table('import_rows');
