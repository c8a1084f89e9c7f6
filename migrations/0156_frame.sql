-- Who has sent a request, and what stands around a page, apart: the program keeps the second until something changes.

drop function open_request(bytea, timestamptz, timestamptz, boolean);

-- Who has sent a request: their session, if it is not over, and what they may do in the organization that it is in.
create function open_request(p_id_hash bytea, p_now timestamptz, p_created_after timestamptz)
returns table (
    last_seen_at timestamptz,
    user_id uuid,
    organization_id uuid,
    user_name text,
    email text,
    user_locale text,
    image_key text,
    is_platform_admin boolean,
    mfa_enabled boolean,
    email_verified_at timestamptz,
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
language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    -- The limits of the organization are those of session_is_over, which is too slow to be called for every request.
    return query
    select s.last_seen_at, c.user_id, c.organization_id, c.user_name, c.email, c.user_locale, c.image_key, c.is_platform_admin,
           c.mfa_enabled, c.email_verified_at, c.slug, c.organization_name, c.currency, c.organization_locale, c.time_zone,
           c.organization_status, c.plan, c.settings, c.features, c.role_id, c.role_name, c.role_is_builtin, c.permissions,
           c.other_organizations
    from sessions s
    join lateral access_context((s.data -> 'signed_in' ->> 'user_id')::uuid, (s.data -> 'signed_in' ->> 'organization_id')::uuid) c on true
    where s.id_hash = p_id_hash and s.expires_at > p_now and s.created_at > p_created_after
      and coalesce(s.last_seen_at > p_now - make_interval(mins => (c.settings #>> '{security,session_idle_minutes}')::integer), true)
      and coalesce(s.created_at > p_now - make_interval(mins => (c.settings #>> '{security,session_longest_minutes}')::integer), true);
end
$$;

-- What stands around a person's pages: the bell, their views of the orders' list, the tasks of the stations that are open, up to a
-- number, and for the list of an area their views of it and the columns that they have chosen.
create function frame_of(p_organization_id uuid, p_user_id uuid, p_role_id uuid, p_area text) returns jsonb
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
    orders jsonb := views_of(p_organization_id, 'orders', p_user_id, p_role_id);
begin
    return jsonb_build_object(
        'bell', bell_of(p_organization_id, p_user_id),
        'views', orders,
        'tasks', (select count(*) from (select from station_tasks where status = 'OPEN' limit 100) capped),
        'list', case when p_area is not null then jsonb_build_object(
            'area', p_area,
            'views', case p_area when 'orders' then orders else views_of(p_organization_id, p_area, p_user_id, p_role_id) end,
            'columns', (select p.columns from list_preferences p where p.user_id = p_user_id and p.area = p_area)) end);
end
$$;
