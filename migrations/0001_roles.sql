-- Roles belong to the whole cluster, so several databases may run this file at the same moment.
-- Advisory locks are per database; a comment on a role locks the role itself, in every database, until commit.
do $$
declare
    v_role text;
begin
    foreach v_role in array array['smartstore_app', 'smartstore_lookup'] loop
        begin
            execute format('create role %I nologin nosuperuser nocreatedb nocreaterole nobypassrls', v_role);
        exception when duplicate_object or unique_violation then
            null;
        end;
    end loop;
    comment on role smartstore_app is 'smartstore: every tenant transaction runs as this role';
    comment on role smartstore_lookup is 'smartstore: owner of the look-up and search functions; has no members';
    -- The connecting user changes into smartstore_app with SET ROLE.
    if not exists (
        select from pg_auth_members m
        where m.roleid = 'smartstore_app'::regrole
          and m.member = (select r.oid from pg_roles r where r.rolname = current_user)
          and not m.admin_option
    ) then
        begin
            execute format('grant smartstore_app to %I', current_user);
        exception when unique_violation then
            null;
        end;
    end if;
end
$$;

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

grant usage on schema public to smartstore_app, smartstore_lookup;

-- The two kinds of trigger that exist.
create function set_updated_at() returns trigger language plpgsql as $$
begin
    new.updated_at := now();
    return new;
end
$$;

-- Ledgers and logs. Retention and anonymisation are definer functions declared with
-- `set app.append_only_exception = 'on'`; smartstore_app has no UPDATE or DELETE on these tables anyway.
create function append_only_guard() returns trigger language plpgsql as $$
begin
    if current_setting('app.append_only_exception', true) = 'on' then
        return null;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

-- Makes a table a tenant's table: forced row level security, grants, updated_at trigger or append-only guard.
create function tenant_table(
    p_table regclass,
    p_privileges text default 'select, insert, update, delete',
    p_append_only boolean default false
) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', p_table);
    execute format('alter table %s force row level security', p_table);
    execute format(
        'create policy tenant on %s using (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)',
        p_table
    );
    -- An insert inside a tenant's transaction need not repeat whose it is.
    execute format(
        'alter table %s alter column organization_id set default nullif(current_setting(''app.organization_id'', true), '''')::uuid',
        p_table
    );
    execute format('grant %s on %s to smartstore_app', p_privileges, p_table);
    if p_append_only then
        execute format(
            'create trigger append_only before update or delete or truncate on %s for each statement execute function append_only_guard()',
            p_table
        );
    else
        execute format(
            'create trigger set_updated_at before update on %s for each row execute function set_updated_at()',
            p_table
        );
    end if;
end
$$;

-- Hands a definer function to smartstore_lookup. To change such a function later: drop it (the owner of the
-- schema may), create it, call this again. The membership lasts until the last line only.
create function lookup_function(p_function regprocedure) returns void language plpgsql as $$
begin
    execute format('grant smartstore_lookup to %I', current_user);
    grant create on schema public to smartstore_lookup;
    execute format('alter function %s owner to smartstore_lookup', p_function);
    execute format('revoke all on function %s from public', p_function);
    execute format('grant execute on function %s to smartstore_app, %I', p_function, current_user);
    revoke create on schema public from smartstore_lookup;
    execute format('revoke smartstore_lookup from %I', current_user);
end
$$;

revoke all on function tenant_table(regclass, text, boolean), lookup_function(regprocedure) from public;

-- Time-ordered ids for the few rows that SQL itself inserts; all others are made by the application.
create function uuid_v7(p_at timestamptz default clock_timestamp()) returns uuid language sql volatile as $$
    select encode(
        set_bit(set_bit(
            overlay(
                uuid_send(gen_random_uuid())
                placing substring(int8send(floor(extract(epoch from p_at) * 1000)::bigint) from 3)
                from 1 for 6
            ),
            52, 1), 53, 1),
        'hex')::uuid
$$;
