-- Deletes one row: ? its key.
delete from control.workflow t
using jsonb_to_record(?) as k (workflow_name text)
where t.workflow_name = k.workflow_name
