-- Two people may edit one category.
alter table categories add column version integer not null default 1;

-- Siblings stand in an order without doubt: the place of each is its own, whoever moves what at the same time.
alter table categories no force row level security;
update categories c set sort_order = n.place
from (select organization_id, id, row_number() over (partition by organization_id, parent_id order by sort_order, name, id) as place from categories) n
where n.organization_id = c.organization_id and n.id = c.id and c.sort_order <> n.place;
alter table categories force row level security;
alter table categories add constraint categories_place_key
    unique nulls not distinct (organization_id, parent_id, sort_order) deferrable initially deferred;
drop index categories_parent_id_idx; -- the constraint's index begins the same
