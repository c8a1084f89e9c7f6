-- As before, with the links of a call written by one statement and the logs that waited taken out by another. The oldest of those that
-- wait are found by their ids, which are in the order of time: looked for in the log by its time, they were found at the end of all of it.
-- What does not depend on values is planned once a connection, the checks of keys among it, two for each link.
drop function audit_seal(integer);
create function audit_seal(p_limit integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
    v_organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    v_seq bigint;
    v_hash bytea;
    v_next bytea;
    v_log record;
    v_ids uuid[] := '{}';
    v_before bytea[] := '{}';
    v_hashes bytea[] := '{}';
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
        execute 'select l.id, l.user_id, l.action, l.resource, l.resource_id, l.created_at, l.values_hash
                 from (select p.audit_log_id from audit_pending p where p.organization_id = $1 order by p.audit_log_id limit $2) p
                 join audit_logs l on l.organization_id = $1 and l.id = p.audit_log_id
                 order by l.created_at, l.id'
        using v_organization, p_limit
    loop
        v_next := audit_link(v_hash, v_log.id, v_organization, v_log.user_id, v_log.action, v_log.resource, v_log.resource_id,
            v_log.created_at, v_log.values_hash);
        v_ids := array_append(v_ids, v_log.id);
        v_before := array_append(v_before, v_hash);
        v_hashes := array_append(v_hashes, v_next);
        v_hash := v_next;
    end loop;
    insert into audit_chain (organization_id, seq, audit_log_id, prev_hash, hash)
    select v_organization, v_seq + l.place, l.id, l.prev_hash, l.hash
    from unnest(v_ids, v_before, v_hashes) with ordinality l (id, prev_hash, hash, place);
    delete from audit_pending p where p.organization_id = v_organization and p.audit_log_id = any (v_ids);
    return cardinality(v_ids);
end
$$;
select lookup_function('audit_seal(integer)');
