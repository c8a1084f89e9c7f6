-- An organization may end sessions earlier than the program does: after so many minutes without a request, or so many minutes after
-- signing in. What it says counts while the session is in it, and at once.
create function session_is_over(p_session sessions, p_now timestamptz) returns boolean language sql stable as $$
    select exists (
        select from organizations o
        where o.id = (p_session.data -> 'signed_in' ->> 'organization_id')::uuid
          and (p_session.last_seen_at <= p_now - make_interval(mins => (o.settings #>> '{security,session_idle_minutes}')::integer)
               or p_session.created_at <= p_now - make_interval(mins => (o.settings #>> '{security,session_longest_minutes}')::integer))
    )
$$;

-- When somebody was last here stands with the person, so that it outlives their sessions.
update users u set last_active_at = s.last_seen_at
from (select user_id, max(last_seen_at) as last_seen_at from sessions where user_id is not null group by user_id) s
where s.user_id = u.id and (u.last_active_at is null or u.last_active_at < s.last_seen_at);
drop function members_last_seen(uuid[]);

-- Settings of an organization are written in one way: its own row, within the transaction that also writes the log.
drop function set_organization_setting(text, jsonb);
drop policy setting_update on organizations;
revoke update (settings) on organizations from smartstore_lookup;
