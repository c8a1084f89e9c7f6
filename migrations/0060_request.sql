-- What almost every page asks, each in one round trip, without a transaction of its own, and planned once a connection: the program
-- has its statements planned with their values, which pays for lists and costs more than the answer here.

-- The newest notifications of a person, and how many they have not read, up to a number.
create function bell_of(p_organization_id uuid, p_user_id uuid) returns jsonb
language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
    perform set_config('app.organization_id', p_organization_id::text, true);
    return jsonb_build_object(
        'unread', (select count(*) from (select from notifications u where u.user_id = p_user_id and not u.is_read limit 100) capped),
        'rows', (select coalesce(jsonb_agg(to_jsonb(newest) order by newest.created_at desc, newest.id desc), '[]')
                 from (select n.id, n.type as kind, n.title_key, n.message_key, n.data, n.is_read, n.created_at
                       from notifications n where n.user_id = p_user_id order by n.created_at desc, n.id desc limit 10) newest));
end
$$;

-- A person's own views of a list and those shared with their role, by name.
create function views_of(p_organization_id uuid, p_area text, p_user_id uuid, p_role_id uuid) returns jsonb
language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
    perform set_config('app.organization_id', p_organization_id::text, true);
    return (
        select coalesce(jsonb_agg(to_jsonb(shown) order by shown.name, shown.id), '[]')
        from (select v.id, v.area, v.name, v.query, v.columns, v.is_pinned, v.role_id, v.owner_user_id = p_user_id as is_own, u.name as owner
              from saved_views v join users u on u.id = v.owner_user_id
              where v.area = p_area and (v.owner_user_id = p_user_id or v.role_id = p_role_id)
              order by v.name, v.id limit 200) shown
    );
end
$$;

-- What a list is shown with: the views of a person, the columns that they have chosen, and the roles (id, name) whose people can
-- open it, by name; no roles without a permission.
create function list_choices_of(p_organization_id uuid, p_area text, p_user_id uuid, p_role_id uuid, p_permission text)
returns table (views jsonb, columns text, roles jsonb)
language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    perform set_config('app.organization_id', p_organization_id::text, true);
    return query
    select views_of(p_organization_id, p_area, p_user_id, p_role_id),
           (select p.columns from list_preferences p where p.user_id = p_user_id and p.area = p_area),
           (select coalesce(jsonb_agg(jsonb_build_array(r.id, r.name) order by r.name), '[]') from roles r where p_permission = any (r.permissions));
end
$$;

-- Who has sent a request: their session, if it is not over, what they may do in the organization that it is in, and for a page what
-- stands around it.
create function open_request(p_id_hash bytea, p_now timestamptz, p_created_after timestamptz, p_is_page boolean)
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
    other_organizations bigint,
    frame jsonb
)
language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    -- The limits of the organization are those of session_is_over, which is too slow to be called for every request.
    return query
    select s.last_seen_at, c.user_id, c.organization_id, c.user_name, c.email, c.user_locale, c.image_key, c.is_platform_admin,
           c.mfa_enabled, c.email_verified_at, c.slug, c.organization_name, c.currency, c.organization_locale, c.time_zone,
           c.organization_status, c.plan, c.settings, c.features, c.role_id, c.role_name, c.role_is_builtin, c.permissions,
           c.other_organizations,
           case when p_is_page then jsonb_build_object(
               'bell', bell_of(c.organization_id, c.user_id),
               'views', views_of(c.organization_id, 'orders', c.user_id, c.role_id)) end
    from sessions s
    join lateral access_context((s.data -> 'signed_in' ->> 'user_id')::uuid, (s.data -> 'signed_in' ->> 'organization_id')::uuid) c on true
    where s.id_hash = p_id_hash and s.expires_at > p_now and s.created_at > p_created_after
      and coalesce(s.last_seen_at > p_now - make_interval(mins => (c.settings #>> '{security,session_idle_minutes}')::integer), true)
      and coalesce(s.created_at > p_now - make_interval(mins => (c.settings #>> '{security,session_longest_minutes}')::integer), true);
end
$$;
