-- Deletes one row: ? its key.
delete from control.source_database t
using jsonb_to_record(?) as k (source_name text)
where t.source_name = k.source_name
