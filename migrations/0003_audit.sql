create table audit_logs (
    organization_id uuid not null references organizations,
    id uuid not null,
    user_id uuid references users,
    action text not null,
    resource text not null,
    resource_id uuid,
    old_values jsonb,
    new_values jsonb,
    values_hash bytea not null,
    ip inet,
    user_agent text,
    created_at timestamptz not null default now(),
    primary key (organization_id, id)
);
create index audit_logs_created_at_idx on audit_logs (organization_id, created_at desc, id desc);
create index audit_logs_resource_idx on audit_logs (organization_id, resource, resource_id, created_at desc, id desc);
create index audit_logs_user_id_idx on audit_logs (organization_id, user_id, created_at desc, id desc);
select tenant_table('audit_logs', 'select, insert', true);

create table translations (
    organization_id uuid not null references organizations,
    id uuid not null,
    language text not null check (language in ('en', 'si', 'ta')),
    resource text not null,
    resource_id uuid not null,
    field text not null,
    value text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, language, resource, resource_id, field)
);
create index translations_resource_idx on translations (organization_id, resource, resource_id);
create index translations_value_idx on translations using gin (organization_id, value gin_trgm_ops);
select tenant_table('translations');
