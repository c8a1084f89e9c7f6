-- Saved conditions on customers. Who is in a segment is asked each time: nobody is added or forgotten.
create table customer_segments (
    organization_id uuid not null references organizations,
    id uuid not null,
    name text not null check (name <> '' and length(name) <= 60),
    conditions jsonb not null check (jsonb_typeof(conditions) = 'object'),
    created_by uuid references users,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, name)
);
create index customer_segments_created_at_idx on customer_segments (organization_id, created_at desc, id desc);
select tenant_table('customer_segments');

-- Whether a customer meets the conditions on their own row. The planner takes it apart, and conditions that are absent cost nothing.
-- What stands in other rows (district, consent) is asked by the statements themselves.
create function customer_matches(c customers, p jsonb, p_now timestamptz) returns boolean language sql stable parallel safe as $$
    select (p ->> 'status' is null or c.status = p ->> 'status')
       and (p ->> 'tag' is null or p ->> 'tag' = any (c.tags))
       and (p ->> 'language' is null or c.locale = p ->> 'language')
       and (p ->> 'spent_from' is null or c.total_spent >= (p ->> 'spent_from')::numeric)
       and (p ->> 'spent_to' is null or c.total_spent <= (p ->> 'spent_to')::numeric)
       and (p ->> 'orders_from' is null or c.total_orders >= (p ->> 'orders_from')::integer)
       and (p ->> 'orders_to' is null or c.total_orders <= (p ->> 'orders_to')::integer)
       and (p ->> 'delivered_from' is null or c.delivered_count >= (p ->> 'delivered_from')::integer)
       and (p ->> 'refused_from' is null or c.refused_count >= (p ->> 'refused_from')::integer)
       and (p ->> 'last_within' is null or c.last_order_at >= p_now - make_interval(days => (p ->> 'last_within')::integer))
       and (p ->> 'last_over' is null or c.last_order_at < p_now - make_interval(days => (p ->> 'last_over')::integer))
$$;

-- A district as it is compared: towns are typed in every way.
alter table customer_addresses add column district_key text generated always as (nullif(lower(btrim(district)), '')) stored;
create index customer_addresses_district_idx on customer_addresses (organization_id, district_key, customer_id) where district_key is not null;

-- The newest answer of everybody for a channel and purpose, also of those who became part of somebody.
create function newest_consents(p_channel text, p_purpose text) returns table (customer_id uuid, granted boolean)
language sql stable as $$
    select distinct on (coalesce(m.merged_into_id, m.id)) coalesce(m.merged_into_id, m.id), s.granted
    from customer_consents s join customers m on m.id = s.customer_id
    where s.channel = p_channel and s.purpose = p_purpose
    order by coalesce(m.merged_into_id, m.id), s.at desc, s.id desc
$$;

-- How many customers meet some conditions, counted up to a number. Planned with the values of each call, so that what stands in other
-- rows is read once and not for each customer.
create function count_customers(p jsonb, p_status text, p_now timestamptz, p_cap bigint) returns bigint language plpgsql stable as $$
begin
    return (
        select count(*) from (
            select from customers c
            where c.deleted_at is null and (p_status is null or c.status = p_status)
              and (p is null or (customer_matches(c, p, p_now)
                and (p ->> 'district' is null
                  or c.id in (select a.customer_id from customer_addresses a where a.district_key = p ->> 'district'))
                and (p ->> 'consent_channel' is null
                  or c.id in (select n.customer_id from newest_consents(p ->> 'consent_channel', p ->> 'consent_purpose') n where n.granted))))
            limit p_cap
        ) found
    );
end
$$;
