-- The right to be forgotten. What a person is known by is in many tables, and some of these are append-only: one function knows them
-- all, so that none is forgotten. Orders, payments, parcels and consents stay for the books, without the person.

-- A JSON text in which some words are replaced.
create function forget_words(p_text text, p_words text[], p_instead text) returns text language plpgsql immutable as $$
declare
    v_text text := p_text;
    v_word text;
begin
    foreach v_word in array p_words loop
        -- As JSON writes it, without the quotes around it.
        v_text := replace(v_text, btrim(to_jsonb(v_word)::text, '"'), btrim(to_jsonb(p_instead)::text, '"'));
    end loop;
    return v_text;
end
$$;

-- What later tables know of orders: they bring a fuller one.
create function forget_of_orders(p_orders uuid[]) returns void language plpgsql as $$
begin
    null;
end
$$;
revoke all on function forget_of_orders(uuid[]) from public;

create function forget_customer(p_customer uuid, p_name text, p_now timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    v_family uuid[];
    v_orders uuid[];
    v_deliveries uuid[];
    v_payments uuid[];
    v_needles text[];
    v_marks text[];
    v_pattern text;
    v_open bigint;
    v_logs bigint;
    v_messages bigint;
    v_count bigint;
    v_address jsonb := jsonb_build_object('full_name', p_name, 'phone', '', 'email', null, 'line1', '', 'line2', null, 'city', '', 'postal_code', '');
begin
    -- Under the policy of the caller's organization, like every statement here.
    select array_agg(c.id) into v_family from customers c where c.id = p_customer or c.merged_into_id = p_customer;
    if v_family is null then
        return null;
    end if;
    select count(*) into v_open from orders o where o.customer_id = any (v_family) and o.status not in ('DELIVERED', 'CANCELLED');
    if v_open > 0 then
        return jsonb_build_object('open', v_open);
    end if;
    select coalesce(array_agg(o.id), '{}') into v_orders from orders o where o.customer_id = any (v_family);
    select coalesce(array_agg(distinct l.delivery_id), '{}') into v_deliveries from delivery_orders l where l.order_id = any (v_orders);
    select coalesce(array_agg(p.id), '{}') into v_payments from payments p where p.order_id = any (v_orders);

    -- What nobody else has: numbers, as they end, and e-mail addresses. And what is replaced beside them: names, streets.
    select array_agg(distinct x.value) filter (where x.value <> '') into v_marks from (
        select i.tail as value from customer_identifiers i where i.customer_id = any (v_family)
        union all select i.value from customer_identifiers i where i.customer_id = any (v_family) and i.tail is null and length(i.value) >= 6
        union all select a.phone_tail from customer_addresses a where a.customer_id = any (v_family)
        union all select a.email_key from customer_addresses a where a.customer_id = any (v_family)
        union all select right(regexp_replace(o.shipping_address ->> 'phone', '\D', '', 'g'), 9) from orders o
            where o.id = any (v_orders) and length(regexp_replace(o.shipping_address ->> 'phone', '\D', '', 'g')) >= 9
        union all select lower(o.shipping_address ->> 'email') from orders o where o.id = any (v_orders) and o.shipping_address ->> 'email' like '%@%'
        union all select c.id::text from customers c where c.id = any (v_family)
        union all select o.id::text from orders o where o.id = any (v_orders)
    ) x;
    select coalesce(array_agg(distinct x.value) filter (where length(x.value) >= 3), '{}') into v_needles from (
        select c.name as value from customers c where c.id = any (v_family)
        union all select i.value from customer_identifiers i where i.customer_id = any (v_family)
        union all select '0' || i.tail from customer_identifiers i where i.customer_id = any (v_family)
        union all select i.tail from customer_identifiers i where i.customer_id = any (v_family)
        union all select unnest(array[a.full_name, a.phone, a.email, a.line1, a.line2]) from customer_addresses a where a.customer_id = any (v_family)
        union all select unnest(array[o.shipping_address ->> 'full_name', o.shipping_address ->> 'phone', o.shipping_address ->> 'email',
            o.shipping_address ->> 'line1', o.shipping_address ->> 'line2']) from orders o where o.id = any (v_orders)
    ) x;
    select string_agg(regexp_replace(mark, '([^[:alnum:]@_-])', '\\\1', 'g'), '|') into v_pattern from unnest(v_marks) mark;

    perform set_config('app.append_only_exception', 'on', true);

    -- What other people's programs sent, files, and what was said about rows: only what speaks of this person.
    update webhook_events set payload = '{}', headers = '{}', error_message = null,
        status = case when status in ('RECEIVED', 'FAILED') then 'IGNORED' else status end
        where payload ~* v_pattern;
    update import_jobs j set content = ''
        where exists (select from import_rows r where r.import_job_id = j.id
            and (r.resource_id = any (v_orders) or r.resource_id = any (v_family) or r.source::text ~* v_pattern));
    update import_rows set source = '[]', message_args = null
        where resource_id = any (v_orders) or resource_id = any (v_family) or source::text ~* v_pattern;
    update bulk_items set label = p_name, shown_before = null, shown_after = null, undo = null
        where target_id = any (v_family) or target_id = any (v_orders);
    update notifications set data = forget_words(data::text, v_needles, p_name)::jsonb where data::text ~* v_pattern;
    update messages_out set recipient = p_name, subject = null, body = '', metadata = '{}', error = null
        where customer_id = any (v_family) or (related_type = 'order' and related_id = any (v_orders));
    get diagnostics v_messages = row_count;
    update messages_out set recipient = p_name, subject = null, body = '', metadata = '{}', error = null
        where (recipient || coalesce(subject, '') || body || metadata::text) ~* v_pattern;
    get diagnostics v_count = row_count;
    v_messages := v_messages + v_count;

    -- The log keeps who did what and when; its chain holds without the values.
    update audit_logs set old_values = null, new_values = null
        where (old_values is not null or new_values is not null) and (
            (resource = 'customer' and resource_id = any (v_family))
            or ((resource_id = any (v_orders) or resource_id = any (v_deliveries) or resource_id = any (v_payments))
                and (new_values ?| array['note', 'reason', 'hold_reason', 'reference'] or old_values ?| array['hold_reason']))
            or (coalesce(old_values::text, '') || coalesce(new_values::text, '')) ~* v_pattern);
    get diagnostics v_logs = row_count;

    -- Orders, parcels and payments.
    update orders set shipping_address = v_address || jsonb_build_object('district', coalesce(shipping_address ->> 'district', ''),
            'country', coalesce(shipping_address ->> 'country', 'LK')),
        billing_address = case when billing_address is not null then v_address || jsonb_build_object('district', '', 'country', 'LK') end,
        customer_note = null, notes = null, hold_reason = null, cancel_reason = case when cancel_reason is not null then '–' end,
        platform_data = (select coalesce(jsonb_object_agg(d.key, d.value), '{}') from jsonb_each(platform_data) d
            where d.key in ('id', 'number', 'status', 'fulfilled_elsewhere', 'date_modified_gmt')),
        version = version + 1
        where id = any (v_orders);
    delete from order_notes where order_id = any (v_orders);
    update order_status_history set reason = null, notes = null where order_id = any (v_orders) and (reason is not null or notes is not null);
    update deliveries set address = v_address || jsonb_build_object('district', coalesce(address ->> 'district', ''), 'country', 'LK'),
        special_instructions = null, notes = null, delivery_proof = null, return_reason = null, tracking_url = null
        where id = any (v_deliveries);
    update delivery_status_history set location = null, city = null, reason = null, notes = null, description = ''
        where delivery_id = any (v_deliveries);
    update payments set gateway_response = '{}', refund_reason = null where id = any (v_payments);
    update payment_events set payload = '{}' where payment_id = any (v_payments) and payload <> '{}';

    perform forget_of_orders(v_orders);

    -- The person.
    update customer_consents set note = '' where customer_id = any (v_family) and note <> '';
    delete from customer_identifiers where customer_id = any (v_family);
    delete from customer_notes where customer_id = any (v_family);
    delete from customer_duplicates where first_id = any (v_family) or second_id = any (v_family);
    update customer_merges set moved = '{}' where from_customer_id = any (v_family) or into_customer_id = any (v_family);
    update customer_addresses set label = '', full_name = p_name, phone = '', email = null, line1 = '–', line2 = null, city = '', postal_code = ''
        where customer_id = any (v_family);
    update customers set name = p_name, phone = null, email = null, notes = '', tags = '{}', preferences = '{}', birth_day = null,
        birth_month = null, birth_year = null, anniversary = null, status = 'INACTIVE', anonymised_at = p_now, version = version + 1
        where id = any (v_family);

    perform set_config('app.append_only_exception', '', true);
    return jsonb_build_object('orders', cardinality(v_orders), 'parcels', cardinality(v_deliveries), 'messages', v_messages, 'logs', v_logs);
end
$$;
revoke all on function forget_customer(uuid, text, timestamptz) from public;
grant execute on function forget_customer(uuid, text, timestamptz) to smartstore_app;

-- Built-in roles that may do it.
alter table roles no force row level security;
update roles set permissions = permissions || array['customers.anonymise'] where is_builtin and name in ('OWNER', 'ADMIN');
alter table roles force row level security;
