-- What somebody may have meant whose words are in no product: names (in any language), SKUs and descriptions that are alike, the
-- likest first. Trigrams forgive letters that are wrong, missing, too many or the wrong way round. Words of one or two letters
-- are like everything and are left out. As the searches of 0014 it filters by the tenant itself.
do $$ begin perform word_similarity('', ''); end $$; -- loads pg_trgm: its setting is not known before
create function similar_products(p_query text, p_limit integer default 50, p_status text default null)
returns table (id uuid, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set pg_trgm.word_similarity_threshold = 0.4
as $$
#variable_conflict use_column
declare
    -- Words that are common are in many products; those are not what a mistyped word is looked for.
    c_candidates constant integer := 2000;
    v_organization_id uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    v_words text[];
begin
    select array_agg(w.word order by w.n) into v_words
    from (
        select word, n from regexp_split_to_table(lower(btrim(coalesce(p_query, ''))), '\s+') with ordinality s (word, n)
        where char_length(word) >= 3 order by n limit 4
    ) w;
    if v_organization_id is null or v_words is null then
        return;
    end if;
    return query
        with near as (
            (select p.id from products p
             where p.organization_id = v_organization_id and p.deleted_at is null and v_words[1] <% p.search limit c_candidates)
            union
            (select t.resource_id from translations t
             where t.organization_id = v_organization_id and t.resource = 'product' and t.field = 'name' and v_words[1] <% t.value
             limit c_candidates)
        ), scored as (
            select p.id, p.created_at, (
                select min(greatest(word_similarity(w.word, p.search), word_similarity(w.word, lower(coalesce(n.names, '')))))
                from unnest(v_words) w (word)) as likeness
            from near join products p on p.organization_id = v_organization_id and p.id = near.id and p.deleted_at is null
            cross join lateral (
                select string_agg(t.value, ' ') as names from translations t
                where t.organization_id = v_organization_id and t.resource = 'product' and t.field = 'name' and t.resource_id = p.id) n
            where p_status is null or p.status = p_status
        )
        select s.id, s.created_at from scored s where s.likeness >= 0.4
        order by s.likeness desc, s.created_at desc, s.id desc limit least(greatest(coalesce(p_limit, 50), 0), 1000);
end
$$;
select lookup_function('similar_products(text, integer, text)');
