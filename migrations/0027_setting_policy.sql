-- Row level security of organizations came with the settings page; the function that writes single settings has a role of its own.
create policy setting_update on organizations for update to smartstore_lookup
    using (id = nullif(current_setting('app.organization_id', true), '')::uuid)
    with check (id = nullif(current_setting('app.organization_id', true), '')::uuid);
