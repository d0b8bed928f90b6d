-- Deletes one row: ? its key.
delete from control.app_user t
using jsonb_to_record(?) as k (user_name text)
where t.user_name = k.user_name
