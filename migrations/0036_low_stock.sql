-- Since when a level is at or below the number at which it is time to order more. It says that this was told: once for each time
-- that a level falls so far.
alter table inventory_levels add column low_since timestamptz;
grant update (low_since) on inventory_levels to smartstore_app;

-- What is low already is no news.
do $$
declare
    v_organization_id uuid;
begin
    for v_organization_id in select id from organizations loop
        perform set_config('app.organization_id', v_organization_id::text, true);
        update inventory_levels set low_since = updated_at where reorder_level > 0 and available <= reorder_level;
    end loop;
end
$$;
