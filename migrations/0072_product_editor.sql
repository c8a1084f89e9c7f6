-- Attributes keep the order in which they were written down: [{"name": ..., "value": ...}].
alter table products no force row level security;
update products set attributes = (select coalesce(jsonb_agg(jsonb_build_object('name', a.key, 'value', a.value #>> '{}')), '[]') from jsonb_each(attributes) a)
where jsonb_typeof(attributes) = 'object';
alter table products force row level security;
alter table products alter column attributes set default '[]';
alter table products add constraint products_attributes_check check (jsonb_typeof(attributes) = 'array');

-- Two people may edit one brand; the list of products is narrowed to it, newest first.
alter table brands add column version integer not null default 1;
drop index products_brand_id_idx;
create index products_brand_id_idx on products (organization_id, brand_id, created_at desc, id desc) where brand_id is not null;
