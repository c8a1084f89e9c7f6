-- Places in a warehouse, in the order in which one walks past them, and where each variant lies.
create table bins (
    organization_id uuid not null references organizations,
    id uuid not null,
    warehouse_id uuid not null,
    code text not null check (code = upper(code) and code <> '' and length(code) <= 20),
    route_order integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, warehouse_id, code),
    unique (organization_id, warehouse_id, id), -- a level points at a bin of its own warehouse
    foreign key (organization_id, warehouse_id) references warehouses (organization_id, id)
);
create index bins_route_idx on bins (organization_id, warehouse_id, route_order, code, id);
select tenant_table('bins');

alter table inventory_levels add column bin_id uuid;
alter table inventory_levels add foreign key (organization_id, warehouse_id, bin_id)
    references bins (organization_id, warehouse_id, id) on delete set null (bin_id);
create index inventory_levels_bin_id_idx on inventory_levels (organization_id, bin_id) where bin_id is not null;
grant update (bin_id) on inventory_levels to smartstore_app;

-- The list of movements, narrowed by one warehouse or one cause.
create index inventory_movements_warehouse_id_idx on inventory_movements (organization_id, warehouse_id, created_at desc, id desc);
create index inventory_movements_cause_idx on inventory_movements (organization_id, cause, created_at desc, id desc);

-- Which lists there are is the program's to say: it refuses others. Lists may lie deeper than one word.
alter table saved_views drop constraint saved_views_area_check;
alter table saved_views add constraint saved_views_area_check check (area ~ '^[a-z][a-z-]*(/[a-z][a-z-]*)*$' and length(area) <= 60);
alter table list_preferences drop constraint list_preferences_area_check;
alter table list_preferences add constraint list_preferences_area_check check (area ~ '^[a-z][a-z-]*(/[a-z][a-z-]*)*$' and length(area) <= 60);
