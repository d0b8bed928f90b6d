-- Deletes one row: ? its key.
delete from control.source_table t
using jsonb_to_record(?) as k (source_name text, table_name text), control.source_database s
where s.source_name = k.source_name and t.source_id = s.source_id and t.table_name = k.table_name
