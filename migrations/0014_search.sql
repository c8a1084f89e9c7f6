-- Search. These functions belong to smartstore_lookup, under whose policy (true) the trigram operators may use an
-- index; so they filter by the tenant themselves and return ids only, which the caller joins under its own policy.
--
-- Each looks in the same four steps: what matches exactly; then the newest rows, where a common word is found at
-- once; then, if a trigram index knows few enough matches, these sorted; else the rest in order of time.
create policy lookup on orders for select to smartstore_lookup using (true);
create policy lookup on order_items for select to smartstore_lookup using (true);
create policy lookup on deliveries for select to smartstore_lookup using (true);
create policy lookup on delivery_orders for select to smartstore_lookup using (true);
create policy lookup on products for select to smartstore_lookup using (true);
create policy lookup on product_variants for select to smartstore_lookup using (true);
create policy lookup on translations for select to smartstore_lookup using (true);
create policy lookup on customers for select to smartstore_lookup using (true);
create policy lookup on customer_identifiers for select to smartstore_lookup using (true);
grant select (organization_id, id, ordered_at, status, order_number, platform_order_number, tracking_number, phone_last4, search)
    on orders to smartstore_lookup;
grant select (organization_id, order_id, sku) on order_items to smartstore_lookup;
grant select (organization_id, id, waybill, tracking_number) on deliveries to smartstore_lookup;
grant select (organization_id, delivery_id, order_id) on delivery_orders to smartstore_lookup;
grant select (organization_id, id, created_at, status, sku, search, deleted_at) on products to smartstore_lookup;
grant select (organization_id, product_id, sku, barcode, deleted_at) on product_variants to smartstore_lookup;
grant select (organization_id, resource, resource_id, field, value) on translations to smartstore_lookup;
grant select (organization_id, id, created_at, status, phone_last4, email, search, deleted_at) on customers to smartstore_lookup;
grant select (organization_id, customer_id, value) on customer_identifiers to smartstore_lookup;

-- 'a%b' -> '%a\%b%'
create function like_contains(p_text text) returns text language sql immutable strict parallel safe as $$
    select '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;

-- The condition on a column for a query already in lower case: digits (6 or more) as part of a phone number, else
-- every word. p_operator is ~~ for columns in lower case, ~~* for others.
create function search_condition(p_column text, p_query text, p_operator text default '~~') returns text
language plpgsql immutable as $$
declare
    v_digits text := regexp_replace(p_query, '\D', '', 'g');
    v_condition text;
begin
    if p_query ~ '^[0-9 +().-]+$' and length(v_digits) >= 6 then
        -- 0771234567, 94771234567 and +94 77 123 4567 are one number
        v_condition := format('%s %s %L', p_column, p_operator, like_contains(
            case
                when v_digits ~ '^0094[0-9]{9}$' then right(v_digits, 9)
                when v_digits ~ '^94[0-9]{9}$' then right(v_digits, 9)
                else regexp_replace(v_digits, '^0(?=[0-9]{5})', '')
            end));
        if p_query <> v_digits then
            v_condition := format('(%s or %s %s %L)', v_condition, p_column, p_operator, like_contains(p_query));
        end if;
        return v_condition;
    end if;
    select string_agg(format('%s %s %L', p_column, p_operator, like_contains(w.word)), ' and ')
    into v_condition
    from (select word from regexp_split_to_table(p_query, ' ') with ordinality s(word, n) where word <> '' order by n limit 8) w;
    return '(' || v_condition || ')';
end
$$;

create function search_orders(
    p_query text,
    p_limit integer default 50,
    p_status text default null,
    p_before_ordered_at timestamptz default null,
    p_before_id uuid default null
) returns table (id uuid, ordered_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
    c_window constant integer := 5000;
    c_candidates constant integer := 50000;
    c_scan constant integer := 100000;
    v_organization_id uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    v_raw text := ltrim(btrim(regexp_replace(coalesce(p_query, ''), '\s+', ' ', 'g')), '#');
    v_query text := lower(v_raw);
    v_number text := translate(upper(v_raw), 'OIL', '011');
    v_forms text[] := array[v_raw, upper(v_raw), lower(v_raw)];
    v_left integer := least(greatest(coalesce(p_limit, 50), 0), 1000);
    v_scope text;
    v_match text;
    v_sku text;
    v_exact uuid[];
    v_ids uuid[];
    v_times timestamptz[];
    v_found integer;
    v_end_at timestamptz;
    v_end_id uuid;
    c_order constant text := ' order by o.ordered_at desc, o.id desc limit ';
begin
    if v_organization_id is null or v_query = '' or v_left = 0 then
        return;
    end if;

    -- 1. exact
    select array_agg(distinct x.id) into v_exact from (
        (select o.id from orders o where o.organization_id = v_organization_id and o.order_number = v_number)
        union all
        (select o.id from orders o where o.organization_id = v_organization_id and o.tracking_number = any (v_forms) limit 50)
        union all
        (select o.id from orders o where o.organization_id = v_organization_id and o.platform_order_number = any (v_forms) limit 50)
        union all
        (select l.order_id from deliveries d
         join delivery_orders l on l.organization_id = d.organization_id and l.delivery_id = d.id
         where d.organization_id = v_organization_id and (d.waybill = any (v_forms) or d.tracking_number = any (v_forms)) limit 50)
    ) x;
    v_exact := coalesce(v_exact, '{}');
    if p_before_id is null and v_exact <> '{}' then
        return query
            select o.id, o.ordered_at from orders o
            where o.organization_id = v_organization_id and o.id = any (v_exact) and (p_status is null or o.status = p_status)
            order by o.ordered_at desc, o.id desc limit v_left;
        get diagnostics v_found = row_count;
        v_left := v_left - v_found;
        if v_left = 0 then
            return;
        end if;
    end if;

    v_scope := format('o.organization_id = %L', v_organization_id);
    if v_exact <> '{}' then
        v_scope := v_scope || format(' and o.id <> all (%L::uuid[])', v_exact);
    end if;
    if p_status is not null then
        v_scope := v_scope || format(' and o.status = %L', p_status);
    end if;
    if p_before_id is not null then
        v_scope := v_scope || format(' and (o.ordered_at, o.id) < (%L::timestamptz, %L::uuid)', p_before_ordered_at, p_before_id);
    end if;

    if v_query ~ '^[0-9]{4}$' then
        return query execute 'select o.id, o.ordered_at from orders o where ' || v_scope
            || format(' and o.phone_last4 = %L', v_query) || c_order || v_left;
        return;
    end if;

    if length(v_query) < 3 then
        v_match := format('o.order_number ~~ %L', ltrim(like_contains(v_number), '%'));
    else
        v_match := search_condition('o.search', v_query);
        if exists (select from order_items i where i.organization_id = v_organization_id and i.sku = any (v_forms)) then
            v_sku := format(
                'exists (select from order_items i where i.organization_id = %L and i.order_id = o.id and i.sku = any (%L::text[]))',
                v_organization_id, v_forms);
        end if;
    end if;

    -- 2. the newest
    return query execute 'select o.id, o.ordered_at from (select o.id, o.ordered_at, o.search, o.order_number from orders o where '
        || v_scope || c_order || c_window || ') o where ' || coalesce('(' || v_match || ' or ' || v_sku || ')', v_match) || c_order || v_left;
    get diagnostics v_found = row_count;
    v_left := v_left - v_found;
    if v_left = 0 then
        return;
    end if;
    execute 'select o.ordered_at, o.id from orders o where ' || v_scope || ' order by o.ordered_at desc, o.id desc offset ' || c_window - 1 || ' limit 1'
        into v_end_at, v_end_id;
    if v_end_id is null then
        return;
    end if;
    v_scope := v_scope || format(' and (o.ordered_at, o.id) < (%L::timestamptz, %L::uuid)', v_end_at, v_end_id);

    -- 3. few enough to sort
    if length(v_query) < 3 or v_query ~ '[[:alnum:]]{3}' then
        execute 'with c (id, at) as materialized ((select o.id, o.ordered_at from orders o where ' || v_scope || ' and ' || v_match || ' limit ' || c_candidates + 1 || ')'
            || coalesce(
                ' union all (select o.id, o.ordered_at from order_items i join orders o on o.organization_id = i.organization_id and o.id = i.order_id where '
                || format('i.organization_id = %L and i.sku = any (%L::text[]) and ', v_organization_id, v_forms)
                || v_scope || ' limit ' || c_candidates + 1 || ')', '')
            || ') select (select count(*) from c), array_agg(x.id), array_agg(x.at) from (select distinct c.at, c.id from c order by c.at desc, c.id desc limit '
            || v_left || ') x'
            into v_found, v_ids, v_times;
        if v_found <= c_candidates then
            return query
                select u.id, u.at from unnest(v_ids, v_times) u (id, at) order by u.at desc, u.id desc;
            return;
        end if;
    else
        -- too few letters in a row for the index: no further back than this
        return query execute 'select o.id, o.ordered_at from (select o.id, o.ordered_at, o.search from orders o where '
            || v_scope || c_order || c_scan || ') o where ' || coalesce('(' || v_match || ' or ' || v_sku || ')', v_match) || c_order || v_left;
        return;
    end if;

    -- 4. the rest in order
    return query execute 'select o.id, o.ordered_at from orders o where ' || v_scope
        || ' and ' || coalesce('(' || v_match || ' or ' || v_sku || ')', v_match) || c_order || v_left;
end
$$;
select lookup_function('search_orders(text, integer, text, timestamptz, uuid)');

create function search_products(
    p_query text,
    p_limit integer default 50,
    p_status text default null,
    p_before_created_at timestamptz default null,
    p_before_id uuid default null
) returns table (id uuid, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
    c_window constant integer := 2000;
    c_candidates constant integer := 50000;
    c_scan constant integer := 100000;
    v_organization_id uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    v_raw text := btrim(regexp_replace(coalesce(p_query, ''), '\s+', ' ', 'g'));
    v_query text := lower(v_raw);
    v_forms text[] := array[v_raw, upper(v_raw), lower(v_raw)];
    v_left integer := least(greatest(coalesce(p_limit, 50), 0), 1000);
    v_scope text;
    v_match text;
    v_translated text;
    v_any text;
    v_exact uuid[];
    v_ids uuid[];
    v_times timestamptz[];
    v_found integer;
    v_end_at timestamptz;
    v_end_id uuid;
    c_order constant text := ' order by p.created_at desc, p.id desc limit ';
begin
    if v_organization_id is null or v_query = '' or v_left = 0 then
        return;
    end if;

    -- 1. exact
    select array_agg(distinct x.id) into v_exact from (
        (select p.id from products p where p.organization_id = v_organization_id and p.sku = any (v_forms) and p.deleted_at is null)
        union all
        (select v.product_id from product_variants v
         where v.organization_id = v_organization_id and v.deleted_at is null and v.sku = any (v_forms))
        union all
        (select v.product_id from product_variants v
         where v.organization_id = v_organization_id and v.deleted_at is null and v.barcode = any (v_forms))
    ) x;
    v_exact := coalesce(v_exact, '{}');
    if p_before_id is null and v_exact <> '{}' then
        return query
            select p.id, p.created_at from products p
            where p.organization_id = v_organization_id and p.id = any (v_exact) and p.deleted_at is null
              and (p_status is null or p.status = p_status)
            order by p.created_at desc, p.id desc limit v_left;
        get diagnostics v_found = row_count;
        v_left := v_left - v_found;
        if v_left = 0 then
            return;
        end if;
    end if;

    v_scope := format('p.organization_id = %L and p.deleted_at is null', v_organization_id);
    if v_exact <> '{}' then
        v_scope := v_scope || format(' and p.id <> all (%L::uuid[])', v_exact);
    end if;
    if p_status is not null then
        v_scope := v_scope || format(' and p.status = %L', p_status);
    end if;
    if p_before_id is not null then
        v_scope := v_scope || format(' and (p.created_at, p.id) < (%L::timestamptz, %L::uuid)', p_before_created_at, p_before_id);
    end if;

    v_match := search_condition('p.search', v_query);
    v_translated := format('t.organization_id = %L and t.resource = ''product'' and t.field = ''name'' and ', v_organization_id)
        || search_condition('t.value', v_query, '~~*');
    v_any := '(' || v_match || ' or exists (select from translations t where t.resource_id = p.id and ' || v_translated || '))';

    -- 2. the newest
    return query execute 'select p.id, p.created_at from (select p.id, p.created_at, p.search from products p where '
        || v_scope || c_order || c_window || ') p where ' || v_any || c_order || v_left;
    get diagnostics v_found = row_count;
    v_left := v_left - v_found;
    if v_left = 0 then
        return;
    end if;
    execute 'select p.created_at, p.id from products p where ' || v_scope || ' order by p.created_at desc, p.id desc offset ' || c_window - 1 || ' limit 1'
        into v_end_at, v_end_id;
    if v_end_id is null then
        return;
    end if;
    v_scope := v_scope || format(' and (p.created_at, p.id) < (%L::timestamptz, %L::uuid)', v_end_at, v_end_id);

    -- 3. few enough to sort
    if v_query ~ '[[:alnum:]]{3}' then
        execute 'with c (id, at) as materialized ((select p.id, p.created_at from products p where ' || v_scope || ' and ' || v_match || ' limit ' || c_candidates + 1 || ')'
            || ' union all (select p.id, p.created_at from translations t join products p on p.organization_id = t.organization_id and p.id = t.resource_id where '
            || v_translated || ' and ' || v_scope || ' limit ' || c_candidates + 1 || ')) select (select count(*) from c), array_agg(x.id), array_agg(x.at) from (select distinct c.at, c.id from c order by c.at desc, c.id desc limit '
            || v_left || ') x'
            into v_found, v_ids, v_times;
        if v_found <= c_candidates then
            return query
                select u.id, u.at from unnest(v_ids, v_times) u (id, at) order by u.at desc, u.id desc;
            return;
        end if;
    else
        -- too few letters in a row for the index: no further back than this
        return query execute 'select p.id, p.created_at from (select p.id, p.created_at, p.search from products p where '
            || v_scope || c_order || c_scan || ') p where ' || v_any || c_order || v_left;
        return;
    end if;

    -- 4. the rest in order
    return query execute 'select p.id, p.created_at from products p where ' || v_scope || ' and ' || v_any || c_order || v_left;
end
$$;
select lookup_function('search_products(text, integer, text, timestamptz, uuid)');

create function search_customers(
    p_query text,
    p_limit integer default 50,
    p_status text default null,
    p_before_created_at timestamptz default null,
    p_before_id uuid default null
) returns table (id uuid, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
    c_window constant integer := 5000;
    c_candidates constant integer := 50000;
    c_scan constant integer := 100000;
    v_organization_id uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    v_raw text := btrim(regexp_replace(coalesce(p_query, ''), '\s+', ' ', 'g'));
    v_query text := lower(v_raw);
    v_digits text := regexp_replace(v_raw, '\D', '', 'g');
    v_forms text[] := array[v_raw, lower(v_raw)];
    v_left integer := least(greatest(coalesce(p_limit, 50), 0), 1000);
    v_scope text;
    v_match text;
    v_exact uuid[];
    v_ids uuid[];
    v_times timestamptz[];
    v_found integer;
    v_end_at timestamptz;
    v_end_id uuid;
    c_order constant text := ' order by c.created_at desc, c.id desc limit ';
begin
    if v_organization_id is null or v_query = '' or v_left = 0 then
        return;
    end if;
    if v_raw ~ '^[0-9 +().-]+$' then
        v_forms := v_forms || ('+' || v_digits) || regexp_replace(v_digits, '^0([0-9]{9})$', '+94\1');
    end if;

    -- 1. exact
    select array_agg(distinct x.id) into v_exact from (
        (select c.id from customers c where c.organization_id = v_organization_id and c.email = v_query and c.deleted_at is null limit 50)
        union all
        (select i.customer_id from customer_identifiers i
         where i.organization_id = v_organization_id and i.value = any (v_forms) limit 50)
    ) x;
    v_exact := coalesce(v_exact, '{}');
    if p_before_id is null and v_exact <> '{}' then
        return query
            select c.id, c.created_at from customers c
            where c.organization_id = v_organization_id and c.id = any (v_exact) and c.deleted_at is null
              and (p_status is null or c.status = p_status)
            order by c.created_at desc, c.id desc limit v_left;
        get diagnostics v_found = row_count;
        v_left := v_left - v_found;
        if v_left = 0 then
            return;
        end if;
    end if;

    v_scope := format('c.organization_id = %L and c.deleted_at is null', v_organization_id);
    if v_exact <> '{}' then
        v_scope := v_scope || format(' and c.id <> all (%L::uuid[])', v_exact);
    end if;
    if p_status is not null then
        v_scope := v_scope || format(' and c.status = %L', p_status);
    end if;
    if p_before_id is not null then
        v_scope := v_scope || format(' and (c.created_at, c.id) < (%L::timestamptz, %L::uuid)', p_before_created_at, p_before_id);
    end if;

    if v_query ~ '^[0-9]{4}$' then
        return query execute 'select c.id, c.created_at from customers c where ' || v_scope
            || format(' and c.phone_last4 = %L', v_query) || c_order || v_left;
        return;
    end if;

    v_match := search_condition('c.search', v_query);

    -- 2. the newest
    return query execute 'select c.id, c.created_at from (select c.id, c.created_at, c.search from customers c where '
        || v_scope || c_order || c_window || ') c where ' || v_match || c_order || v_left;
    get diagnostics v_found = row_count;
    v_left := v_left - v_found;
    if v_left = 0 then
        return;
    end if;
    execute 'select c.created_at, c.id from customers c where ' || v_scope || ' order by c.created_at desc, c.id desc offset ' || c_window - 1 || ' limit 1'
        into v_end_at, v_end_id;
    if v_end_id is null then
        return;
    end if;
    v_scope := v_scope || format(' and (c.created_at, c.id) < (%L::timestamptz, %L::uuid)', v_end_at, v_end_id);

    -- 3. few enough to sort
    if v_query ~ '[[:alnum:]]{3}' then
        execute 'with c (id, at) as materialized (select c.id, c.created_at from customers c where ' || v_scope || ' and ' || v_match
            || ' limit ' || c_candidates + 1 || ') select (select count(*) from c), array_agg(x.id), array_agg(x.at) from (select distinct c.at, c.id from c order by c.at desc, c.id desc limit '
            || v_left || ') x'
            into v_found, v_ids, v_times;
        if v_found <= c_candidates then
            return query
                select u.id, u.at from unnest(v_ids, v_times) u (id, at) order by u.at desc, u.id desc;
            return;
        end if;
    else
        -- too few letters in a row for the index: no further back than this
        return query execute 'select c.id, c.created_at from (select c.id, c.created_at, c.search from customers c where '
            || v_scope || c_order || c_scan || ') c where ' || v_match || c_order || v_left;
        return;
    end if;

    -- 4. the rest in order
    return query execute 'select c.id, c.created_at from customers c where ' || v_scope || ' and ' || v_match || c_order || v_left;
end
$$;
select lookup_function('search_customers(text, integer, text, timestamptz, uuid)');
