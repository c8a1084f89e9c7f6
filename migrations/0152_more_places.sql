-- Whoever keeps the places in memory sees by the version whether they have changed.
create table places_version (
    is_one boolean primary key default true check (is_one),
    version integer not null
);
insert into places_version (version) values (1);
grant select on places_version to smartstore_app;

-- Names are spelt in more than one way. The first one stays what parcels are addressed with, the others are understood.
alter table provinces add column other_names text[] not null default '{}';
alter table districts add column other_names text[] not null default '{}';
alter table cities add column other_names text[] not null default '{}';
