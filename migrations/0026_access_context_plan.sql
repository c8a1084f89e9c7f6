-- Every request asks this: its plan is made once a connection. The program has statements planned with their values, which pays for
-- lists and costs a millisecond here.
drop function access_context(uuid, uuid);
create function access_context(p_user_id uuid, p_organization_id uuid)
returns table (
    user_id uuid,
    user_name text,
    email text,
    user_locale text,
    image_key text,
    is_platform_admin boolean,
    mfa_enabled boolean,
    email_verified_at timestamptz,
    organization_id uuid,
    slug text,
    organization_name text,
    currency text,
    organization_locale text,
    time_zone text,
    organization_status text,
    plan text,
    settings jsonb,
    features jsonb,
    role_id uuid,
    role_name text,
    role_is_builtin boolean,
    permissions text[],
    other_organizations bigint
)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query select u.id, u.name, u.email, u.locale, u.image_key, u.is_platform_admin, u.mfa_enabled, u.email_verified_at,
           o.id, o.slug, o.name, o.currency::text, o.locale, o.time_zone, o.status, o.plan, o.settings, o.features,
           r.id, r.name, r.is_builtin, r.permissions,
           (select count(*)
            from memberships other
            join organizations oo on oo.id = other.organization_id and oo.deleted_at is null
            where other.user_id = u.id and other.status = 'ACTIVE' and other.organization_id <> o.id)
    from users u
    join memberships m on m.user_id = u.id and m.organization_id = p_organization_id and m.status = 'ACTIVE'
    join organizations o on o.id = m.organization_id and o.deleted_at is null
    join roles r on r.organization_id = m.organization_id and r.id = m.role_id
    where u.id = p_user_id and u.is_active and u.deleted_at is null;
end
$$;
select lookup_function('access_context(uuid, uuid)');
