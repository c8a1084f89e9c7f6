-- From which warehouses orders are served. Without a row, and by default, from the default warehouse alone.
create table fulfilment_settings (
    organization_id uuid not null references organizations,
    by_stock boolean not null default false, -- the warehouse that has everything, else as few as possible in their order
    split_lines boolean not null default false, -- the pieces of a line may come from several
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id)
);
select tenant_table('fulfilment_settings', 'select, insert, update');

-- Its place among them, least first; without one it does not serve orders unless it is the default.
alter table warehouses add column priority integer check (priority between 1 and 999);
