-- Inserts or updates one row: ? the row.
insert into control.app_role (role_name, description, permissions, is_active)
select role_name, description, permissions, is_active
from jsonb_to_record(?) as r (
    role_name text,
    description text,
    permissions text[],
    is_active bool
)
on conflict (role_name) do update
set description = excluded.description,
    permissions = excluded.permissions,
    is_active = excluded.is_active
