-- Invitations, and the few ways in which memberships change. A tenant's transaction may not write memberships, users or
-- sessions; these functions do it for the organization of the transaction only, so that the audit row stands or falls with it.
create table invitations (
    organization_id uuid not null references organizations,
    id uuid not null,
    email text not null check (email = lower(email)),
    role_id uuid not null,
    -- Of a token that nobody has, until the letter is written.
    token_hash bytea not null unique,
    invited_by uuid not null references users,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, role_id) references roles (organization_id, id),
    check (accepted_at is null or revoked_at is null)
);
create unique index invitations_email_key on invitations (organization_id, email) where accepted_at is null and revoked_at is null;
create index invitations_role_id_idx on invitations (organization_id, role_id);
select tenant_table('invitations');

-- What the letter's link shows, found by token before an organization is known.
grant select (organization_id, id, email, role_id, token_hash, invited_by, expires_at, accepted_at, revoked_at)
    on invitations to smartstore_lookup;
create policy lookup on invitations for select to smartstore_lookup using (true);

create function invitation_by_token(p_token_hash bytea)
returns table (
    id uuid,
    organization_id uuid,
    organization_name text,
    email text,
    role_name text,
    inviter text,
    expires_at timestamptz,
    accepted_at timestamptz,
    revoked_at timestamptz,
    has_account boolean,
    -- Without a membership that is active nobody gets past the sign-in page.
    can_sign_in boolean
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select i.id, o.id, o.name, i.email, r.name, inviter.name, i.expires_at, i.accepted_at, i.revoked_at,
           own.id is not null,
           exists (select from memberships m
                   join organizations mo on mo.id = m.organization_id and mo.deleted_at is null
                   where m.user_id = own.id and m.status = 'ACTIVE')
    from invitations i
    join organizations o on o.id = i.organization_id and o.deleted_at is null
    join roles r on r.organization_id = i.organization_id and r.id = i.role_id
    join users inviter on inviter.id = i.invited_by
    left join users own on own.email = i.email and own.deleted_at is null
    where i.token_hash = p_token_hash
$$;
select lookup_function('invitation_by_token(bytea)');

-- The organization of the transaction. NULL finds nothing and changes nothing.
create function own_organization() returns uuid language sql stable as $$
    select nullif(current_setting('app.organization_id', true), '')::uuid
$$;

-- One change of the team at a time: rights are read after this, and the last owner is counted after this.
create function team_lock() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform from organizations where id = own_organization() for no key update;
end
$$;

-- Whether the organization would have no owner who can sign in without this one. Call team_lock first.
create function is_last_owner(p_user_id uuid) returns boolean
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
    with owners as (
        select m.user_id
        from memberships m
        join roles r on r.organization_id = m.organization_id and r.id = m.role_id and r.is_builtin and r.name = 'OWNER'
        join users u on u.id = m.user_id and u.is_active and u.deleted_at is null
        where m.organization_id = own_organization() and m.status = 'ACTIVE'
    )
    select exists (select from owners where user_id = p_user_id) and not exists (select from owners where user_id <> p_user_id)
$$;

create function team_sessions_end(p_user_id uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
    delete from sessions
    where user_id = p_user_id and data -> 'signed_in' ->> 'organization_id' = own_organization()::text
$$;

-- Changes role and status: DONE, NOT_FOUND or LAST_OWNER. Who is not active is out at once.
create function membership_change(p_user_id uuid, p_role_id uuid, p_status text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform team_lock();
    if is_last_owner(p_user_id) and (
        p_status <> 'ACTIVE'
        or not exists (
            select from roles where organization_id = own_organization() and id = p_role_id and is_builtin and name = 'OWNER'
        )
    ) then
        return 'LAST_OWNER';
    end if;
    update memberships set role_id = p_role_id, status = p_status
    where user_id = p_user_id and organization_id = own_organization();
    if not found then
        return 'NOT_FOUND';
    end if;
    if p_status <> 'ACTIVE' then
        perform team_sessions_end(p_user_id);
    end if;
    return 'DONE';
end
$$;

-- Ends a membership: DONE, ACCOUNT_ENDED, NOT_FOUND or LAST_OWNER. The account ends with its last membership, unless it
-- runs the platform.
create function membership_end(p_user_id uuid, p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform team_lock();
    if is_last_owner(p_user_id) then
        return 'LAST_OWNER';
    end if;
    -- Two organizations may let go of the same person at once: the second one sees that it was the last.
    perform from users where id = p_user_id for no key update;
    delete from memberships where user_id = p_user_id and organization_id = own_organization();
    if not found then
        return 'NOT_FOUND';
    end if;
    perform team_sessions_end(p_user_id);
    update users set deleted_at = p_at
    where id = p_user_id and deleted_at is null and not is_platform_admin
      and not exists (select from memberships where user_id = p_user_id);
    if not found then
        return 'DONE';
    end if;
    delete from sessions where user_id = p_user_id;
    return 'ACCOUNT_ENDED';
end
$$;

-- Gives everybody with one role another; answers how many.
create function memberships_move(p_from uuid, p_to uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    v_moved bigint;
begin
    perform team_lock();
    update memberships set role_id = p_to where organization_id = own_organization() and role_id = p_from;
    get diagnostics v_moved = row_count;
    return v_moved;
end
$$;

-- Makes somebody a member by their invitation. With a password hash the account is made, else it is theirs already.
-- DONE, or why not: NOT_FOUND, ACCEPTED, REVOKED, EXPIRED, ACCOUNT_EXISTS, NO_ACCOUNT, OTHER_ADDRESS, DISABLED.
create function invitation_accept(
    p_id uuid, p_user_id uuid, p_name text, p_password_hash text, p_locale text, p_at timestamptz
) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    v_invitation invitations;
    v_email text;
begin
    perform team_lock();
    select * into v_invitation from invitations where organization_id = own_organization() and id = p_id for update;
    if not found then
        return 'NOT_FOUND';
    elsif v_invitation.accepted_at is not null then
        return 'ACCEPTED';
    elsif v_invitation.revoked_at is not null then
        return 'REVOKED';
    elsif v_invitation.expires_at <= p_at then
        return 'EXPIRED';
    end if;
    if p_password_hash is not null then
        insert into users (id, email, name, password_hash, locale, email_verified_at)
        values (p_user_id, v_invitation.email, p_name, p_password_hash, p_locale, p_at)
        on conflict (email) where deleted_at is null do nothing;
        if not found then
            return 'ACCOUNT_EXISTS';
        end if;
    else
        select email into v_email from users where id = p_user_id and is_active and deleted_at is null for no key update;
        if not found then
            return 'NO_ACCOUNT';
        elsif v_email <> v_invitation.email then
            return 'OTHER_ADDRESS';
        end if;
    end if;
    if exists (select from memberships where user_id = p_user_id and organization_id = own_organization() and status <> 'ACTIVE') then
        return 'DISABLED';
    end if;
    insert into memberships (user_id, organization_id, role_id)
    values (p_user_id, own_organization(), v_invitation.role_id)
    on conflict do nothing;
    update invitations set accepted_at = p_at where organization_id = own_organization() and id = p_id;
    return 'DONE';
end
$$;

-- When these people were last seen in this organization.
create function members_last_seen(p_user_ids uuid[]) returns table (user_id uuid, last_seen_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.user_id, max(s.last_seen_at)
    from sessions s
    where s.user_id = any (p_user_ids) and s.data -> 'signed_in' ->> 'organization_id' = own_organization()::text
    group by s.user_id
$$;

revoke all on function
    team_lock(), is_last_owner(uuid), team_sessions_end(uuid), membership_change(uuid, uuid, text), membership_end(uuid, timestamptz),
    memberships_move(uuid, uuid), invitation_accept(uuid, uuid, text, text, text, timestamptz), members_last_seen(uuid[])
from public;
grant execute on function
    team_lock(), membership_change(uuid, uuid, text), membership_end(uuid, timestamptz), memberships_move(uuid, uuid),
    invitation_accept(uuid, uuid, text, text, text, timestamptz), members_last_seen(uuid[])
to smartstore_app;
