-- The built-in roles of organizations that exist get the permissions that came after them.
alter table roles no force row level security;
update roles set permissions = permissions || added.keys
from (values
    ('OWNER', array['users.read', 'users.write', 'roles.write', 'settings.read', 'settings.write', 'translations.write']),
    ('ADMIN', array['users.read', 'users.write', 'roles.write', 'settings.read', 'settings.write', 'translations.write']),
    ('STAFF', array['users.read', 'settings.read', 'translations.write']),
    ('VIEWER', array['settings.read'])
) as added (name, keys)
where roles.is_builtin and roles.name = added.name;
alter table roles force row level security;
