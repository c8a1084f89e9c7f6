-- Measurements by size, as data: `measurements` is {"sizes": [...], "rows": [{"name": ..., "values": [number as text or ""]}]} in `unit`.
create table size_guides (
    organization_id uuid not null references organizations,
    id uuid not null,
    name text not null check (name <> ''),
    description text not null default '',
    unit text not null default 'CM' check (unit in ('CM', 'INCH')),
    measurements jsonb not null check (jsonb_typeof(measurements -> 'sizes') = 'array' and jsonb_typeof(measurements -> 'rows') = 'array'),
    fit_description text not null default '',
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    constraint size_guides_name_key unique (organization_id, name)
);
select tenant_table('size_guides');

alter table categories add column size_guide_id uuid;
alter table categories add constraint categories_size_guide_id_fkey foreign key (organization_id, size_guide_id) references size_guides;
create index categories_size_guide_id_idx on categories (organization_id, size_guide_id) where size_guide_id is not null;
alter table products add column size_guide_id uuid;
alter table products add constraint products_size_guide_id_fkey foreign key (organization_id, size_guide_id) references size_guides;
create index products_size_guide_id_idx on products (organization_id, size_guide_id) where size_guide_id is not null;
