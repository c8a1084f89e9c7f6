-- What almost every page asks, each in one round trip, without a transaction of its own, and planned once a connection: the program
-- has its statements planned with their values, which pays for lists and costs more than the answer here.

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
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query
    select s.last_seen_at, c.user_id, c.organization_id, c.user_name, c.email, c.user_locale, c.image_key, c.is_platform_admin,
           c.mfa_enabled, c.email_verified_at, c.slug, c.organization_name, c.currency, c.organization_locale, c.time_zone,
           c.organization_status, c.plan, c.settings, c.features, c.role_id, c.role_name, c.role_is_builtin, c.permissions,
           c.other_organizations
    from sessions s
    join lateral access_context((s.data -> 'signed_in' ->> 'user_id')::uuid, (s.data -> 'signed_in' ->> 'organization_id')::uuid) c on true
    where s.id_hash = p_id_hash and s.expires_at > p_now and s.created_at > p_created_after and not session_is_over(s, p_now);
end
$$;

-- The newest notifications of a person, and how many they have not read, up to a number.
create function bell_of(p_organization_id uuid, p_user_id uuid, p_rows bigint, p_cap bigint)
returns table (
    id uuid,
    kind text,
    title_key text,
    message_key text,
    data jsonb,
    is_read boolean,
    created_at timestamptz,
    unread bigint
)
language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    perform set_config('app.organization_id', p_organization_id::text, true);
    return query
    select n.id, n.type, n.title_key, n.message_key, n.data, n.is_read, n.created_at,
           (select count(*) from (select from notifications u where u.user_id = p_user_id and not u.is_read limit p_cap) capped)
    from notifications n where n.user_id = p_user_id order by n.created_at desc, n.id desc limit p_rows;
end
$$;

-- A person's own views of a list and those shared with their role, by name.
create function views_of(p_organization_id uuid, p_area text, p_user_id uuid, p_role_id uuid)
returns table (
    id uuid,
    area text,
    name text,
    query text,
    columns text,
    is_pinned boolean,
    role_id uuid,
    is_own boolean,
    owner text
)
language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    perform set_config('app.organization_id', p_organization_id::text, true);
    return query
    select v.id, v.area, v.name, v.query, v.columns, v.is_pinned, v.role_id, v.owner_user_id = p_user_id, u.name
    from saved_views v join users u on u.id = v.owner_user_id
    where v.area = p_area and (v.owner_user_id = p_user_id or v.role_id = p_role_id)
    order by v.name, v.id limit 200;
end
$$;

-- The columns that a person has chosen for a list, and the roles (id, name) whose people can open it.
create function list_choices_of(p_organization_id uuid, p_area text, p_user_id uuid, p_permission text)
returns table (columns text, role_ids uuid[], role_names text[])
language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    perform set_config('app.organization_id', p_organization_id::text, true);
    return query
    select (select p.columns from list_preferences p where p.user_id = p_user_id and p.area = p_area),
           coalesce(array_agg(r.id order by r.name), '{}'), coalesce(array_agg(r.name order by r.name), '{}')
    from roles r where p_permission = any (r.permissions);
end
$$;
