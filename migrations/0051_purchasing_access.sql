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
