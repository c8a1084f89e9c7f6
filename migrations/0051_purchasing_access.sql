-- The built-in roles of organizations that exist get the permissions of purchasing.
alter table roles no force row level security;
update roles set permissions = permissions || added.keys
from (values
    ('OWNER', array['purchasing.read', 'purchasing.write', 'purchasing.receive', 'purchasing.supply']),
    ('ADMIN', array['purchasing.read', 'purchasing.write', 'purchasing.receive', 'purchasing.supply']),
    ('STAFF', array['purchasing.read', 'purchasing.write', 'purchasing.receive']),
    ('WAREHOUSE', array['purchasing.read', 'purchasing.receive']),
    ('WHOLESALER', array['purchasing.supply']),
    ('VIEWER', array['purchasing.read'])
) as added (name, keys)
where roles.is_builtin and roles.name = added.name;
alter table roles force row level security;

-- Lists of any area may be arranged: which areas there are is known to the program alone, which checks it.
alter table saved_views drop constraint saved_views_area_check;
alter table saved_views add constraint saved_views_area_check check (area ~ '^[a-z][a-z-]{1,40}$');
alter table list_preferences drop constraint list_preferences_area_check;
alter table list_preferences add constraint list_preferences_area_check check (area ~ '^[a-z][a-z-]{1,40}$');
