-- The chain that seals the log, and what the platform's administrators may look up.

-- One link for each log: hash over the link before it and the log, with the values' hash in place of the values and without the
-- address, so that anonymising does not break it. Written by audit_seal only.
create table audit_chain (
    organization_id uuid not null references organizations,
    seq bigint not null check (seq > 0),
    audit_log_id uuid not null,
    prev_hash bytea not null,
    hash bytea not null,
    created_at timestamptz not null default now(),
    primary key (organization_id, seq),
    unique (organization_id, audit_log_id),
    foreign key (organization_id, audit_log_id) references audit_logs (organization_id, id)
);
select tenant_table('audit_chain', 'select', true);

-- What retention removed last: where the chain begins now.
create table audit_anchors (
    organization_id uuid primary key references organizations,
    seq bigint not null,
    hash bytea not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
select tenant_table('audit_anchors', 'select');

-- Logs without a link. A trigger fills it, so that no way of writing a log can forget to; the writers share no row of it.
create table audit_pending (
    organization_id uuid not null references organizations,
    audit_log_id uuid not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, audit_log_id),
    foreign key (organization_id, audit_log_id) references audit_logs (organization_id, id)
);
select tenant_table('audit_pending', 'select, insert');
create policy lookup on audit_pending for select to smartstore_lookup using (true);

create function audit_wait_for_link() returns trigger language plpgsql as $$
begin
    insert into audit_pending (organization_id, audit_log_id) select organization_id, id from new_logs;
    return null;
end
$$;
create trigger wait_for_link after insert on audit_logs referencing new table as new_logs
    for each statement execute function audit_wait_for_link();

-- Logs from before the chain.
alter table audit_logs no force row level security;
alter table audit_pending no force row level security;
insert into audit_pending (organization_id, audit_log_id) select organization_id, id from audit_logs;
alter table audit_logs force row level security;
alter table audit_pending force row level security;

-- The hash of a link. The length in front of the action keeps two fields from being read as one.
create function audit_link(
    p_prev_hash bytea, p_id uuid, p_organization_id uuid, p_user_id uuid, p_action text, p_resource text, p_resource_id uuid,
    p_created_at timestamptz, p_values_hash bytea
) returns bytea language sql stable parallel safe as $$
    select sha256(p_prev_hash || convert_to(
        concat_ws('|',
            p_id, p_organization_id, coalesce(p_user_id::text, ''), (extract(epoch from p_created_at) * 1000000)::bigint,
            coalesce(p_resource_id::text, ''), encode(p_values_hash, 'hex'), octet_length(p_action), p_action, p_resource),
        'UTF8'))
$$;

grant select, delete on audit_logs to smartstore_lookup;
grant select, insert, delete on audit_chain to smartstore_lookup;
grant select, delete on audit_pending to smartstore_lookup;
grant select, insert, update on audit_anchors to smartstore_lookup;

-- Seals up to so many logs of the transaction's organization, oldest first; returns how many. Sealers of one organization come one
-- after the other: the head of the chain is read under the lock.
create function audit_seal(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    v_organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    v_seq bigint;
    v_hash bytea;
    v_next bytea;
    v_log record;
    v_count integer := 0;
begin
    if v_organization is null then
        return 0;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('audit_chain ' || v_organization, 0));
    select c.seq, c.hash into v_seq, v_hash from audit_chain c where c.organization_id = v_organization order by c.seq desc limit 1;
    if not found then
        select a.seq, a.hash into v_seq, v_hash from audit_anchors a where a.organization_id = v_organization;
    end if;
    v_seq := coalesce(v_seq, 0);
    v_hash := coalesce(v_hash, ''::bytea);
    for v_log in
        select l.id, l.user_id, l.action, l.resource, l.resource_id, l.created_at, l.values_hash
        from audit_pending p
        join audit_logs l on l.organization_id = p.organization_id and l.id = p.audit_log_id
        where p.organization_id = v_organization
        order by l.created_at, l.id
        limit p_limit
    loop
        v_seq := v_seq + 1;
        v_next := audit_link(v_hash, v_log.id, v_organization, v_log.user_id, v_log.action, v_log.resource, v_log.resource_id,
            v_log.created_at, v_log.values_hash);
        insert into audit_chain (organization_id, seq, audit_log_id, prev_hash, hash) values (v_organization, v_seq, v_log.id, v_hash, v_next);
        delete from audit_pending p where p.organization_id = v_organization and p.audit_log_id = v_log.id;
        v_hash := v_next;
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$$;
select lookup_function('audit_seal(integer)');

-- The organizations with logs that wait for their link.
create function audit_unsealed() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select distinct p.organization_id from audit_pending p
$$;
select lookup_function('audit_unsealed()');

-- Removes the beginning of the organization's log up to the first one that stays, and keeps where the chain begins now. Nothing that
-- is younger than five years goes, whatever the caller says. Returns how many went.
create function audit_retain(p_before timestamptz) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    v_organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    v_before timestamptz := least(p_before, now() - interval '5 years');
    v_last bigint;
    v_hash bytea;
    v_removed bigint;
begin
    if v_organization is null then
        return 0;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('audit_chain ' || v_organization, 0));
    select c.seq - 1 into v_last
    from audit_chain c
    join audit_logs l on l.organization_id = c.organization_id and l.id = c.audit_log_id
    where c.organization_id = v_organization and l.created_at >= v_before
    order by c.seq
    limit 1;
    if not found then
        select max(c.seq) into v_last from audit_chain c where c.organization_id = v_organization;
    end if;
    select c.seq, c.hash into v_last, v_hash from audit_chain c where c.organization_id = v_organization and c.seq = v_last;
    if not found then
        return 0;
    end if;
    -- Not a clause of the function: for a parameter of our own that takes a right which the owner of the schema lacks.
    perform set_config('app.append_only_exception', 'on', true);
    with links as (
        delete from audit_chain c where c.organization_id = v_organization and c.seq <= v_last returning c.audit_log_id
    )
    delete from audit_logs l using links where l.organization_id = v_organization and l.id = links.audit_log_id;
    get diagnostics v_removed = row_count;
    perform set_config('app.append_only_exception', '', true);
    insert into audit_anchors (organization_id, seq, hash) values (v_organization, v_last, v_hash)
    on conflict (organization_id) do update set seq = excluded.seq, hash = excluded.hash;
    return v_removed;
end
$$;
select lookup_function('audit_retain(timestamptz)');

-- Whether somebody may work in an organization now: of a cancelled one only its owners may.
create function may_enter(p_user_id uuid, p_organization_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from memberships m
        join organizations o on o.id = m.organization_id and o.deleted_at is null
        join roles r on r.organization_id = m.organization_id and r.id = m.role_id
        where m.user_id = p_user_id and m.organization_id = p_organization_id and m.status = 'ACTIVE'
          and (o.status <> 'CANCELLED' or (r.is_builtin and r.name = 'OWNER'))
    )
$$;
select lookup_function('may_enter(uuid, uuid)');

-- How many orders organizations had since a moment: for the platform's administrators, who see no organization's rows.
create function platform_order_counts(p_organizations uuid[], p_since timestamptz) returns table (organization_id uuid, orders bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select o.organization_id, count(*) from orders o
    where o.organization_id = any (p_organizations) and o.ordered_at >= p_since
    group by 1
$$;
select lookup_function('platform_order_counts(uuid[], timestamptz)');

-- What looks across organizations is not for a tenant's transaction.
do $$
begin
    execute format('grant smartstore_lookup to %I', current_user);
    revoke execute on function audit_unsealed(), platform_order_counts(uuid[], timestamptz) from smartstore_app;
    execute format('revoke smartstore_lookup from %I', current_user);
end
$$;
create index organizations_created_at_idx on organizations (created_at desc, id desc);
