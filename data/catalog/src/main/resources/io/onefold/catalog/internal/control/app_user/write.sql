-- Inserts or updates one row: ? the row.
insert into control.app_user (user_name, roles, is_active)
select user_name, roles, is_active
from jsonb_to_record(?) as r (
    user_name text,
    roles text[],
    is_active bool
)
on conflict (user_name) do update
set roles = excluded.roles,
    is_active = excluded.is_active
