-- Deletes one row: ? its key.
delete from control.node_label_mapping t
using jsonb_to_record(?) as k (source_name text, table_name text, node_label text, graph text), control.source_database s
where s.source_name = k.source_name and t.source_id = s.source_id and t.table_name = k.table_name and t.node_label = k.node_label and t.graph = k.graph
