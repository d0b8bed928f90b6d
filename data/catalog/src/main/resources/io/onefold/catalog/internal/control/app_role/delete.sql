-- Deletes one row: ? its key.
delete from control.app_role t
using jsonb_to_record(?) as k (role_name text)
where t.role_name = k.role_name
