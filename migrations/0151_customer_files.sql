-- Files of customers. What their columns mean is remembered: the next file with the same heads is read as the last one was.
alter table import_jobs drop constraint import_jobs_kind_check;
alter table import_jobs add constraint import_jobs_kind_check check (kind in ('PRODUCTS', 'ORDERS', 'CUSTOMERS'));
alter table import_jobs add column heads_sha256 bytea check (length(heads_sha256) = 32);
create index import_jobs_heads_idx on import_jobs (organization_id, kind, format, heads_sha256, created_at desc) where heads_sha256 is not null;
