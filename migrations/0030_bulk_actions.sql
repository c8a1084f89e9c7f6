-- Changes of many rows at once. The rows are written down when somebody chooses them, so what was shown is what is changed; each row
-- has its own result, written in the transaction of its change.
create table bulk_jobs (
    organization_id uuid not null references organizations,
    id uuid not null,
    action text not null check (action ~ '^[a-z]+\.[a-z_]+$'),
    area text not null check (area <> ''),
    params jsonb not null default '{}' check (jsonb_typeof(params) = 'object'),
    -- The list's query string when all that it finds was chosen.
    query text,
    status text not null default 'PREVIEWING'
        check (status in ('PREVIEWING', 'PREVIEWED', 'QUEUED', 'RUNNING', 'COMPLETED', 'CANCELLED', 'UNDOING', 'UNDONE')),
    items_total integer not null check (items_total > 0),
    items_pending integer not null check (items_pending >= 0),
    items_ready integer not null default 0 check (items_ready >= 0),
    items_unchanged integer not null default 0 check (items_unchanged >= 0),
    items_refused integer not null default 0 check (items_refused >= 0),
    items_changed integer not null default 0 check (items_changed >= 0),
    items_undone integer not null default 0 check (items_undone >= 0),
    items_kept integer not null default 0 check (items_kept >= 0),
    -- Rows of the phase that is under way or was the last one.
    phase_total integer not null default 0 check (phase_total >= 0),
    -- Why it was stopped, where no person has stopped it.
    stopped_because jsonb,
    created_by uuid references users,
    -- In whose name the rows are changed or taken back.
    acting_user_id uuid references users,
    started_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    check (items_pending + items_ready + items_unchanged + items_refused + items_changed + items_undone + items_kept = items_total)
);
create index bulk_jobs_created_at_idx on bulk_jobs (organization_id, created_at desc, id desc);
create index bulk_jobs_open_idx on bulk_jobs (organization_id, updated_at) where status in ('PREVIEWING', 'QUEUED', 'RUNNING', 'UNDOING');
select tenant_table('bulk_jobs');

create table bulk_items (
    organization_id uuid not null references organizations,
    bulk_job_id uuid not null,
    row_number integer not null check (row_number > 0),
    target_id uuid not null,
    label text not null,
    status text not null default 'PENDING' check (status in ('PENDING', 'READY', 'UNCHANGED', 'REFUSED', 'CHANGED', 'UNDONE', 'KEPT')),
    messages jsonb not null default '[]' check (jsonb_typeof(messages) = 'array'),
    shown_before jsonb,
    shown_after jsonb,
    -- What the action needs to take the change back.
    undo jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, bulk_job_id, row_number),
    unique (organization_id, bulk_job_id, target_id),
    foreign key (organization_id, bulk_job_id) references bulk_jobs (organization_id, id) on delete cascade
);
create index bulk_items_status_idx on bulk_items (organization_id, bulk_job_id, status, row_number);
select tenant_table('bulk_items');
