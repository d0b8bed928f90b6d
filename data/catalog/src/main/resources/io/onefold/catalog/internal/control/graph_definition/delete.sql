-- Deletes one graph's options: ? its key.
delete from control.graph_definition t
using jsonb_to_record(?) as k (graph text)
where t.graph = k.graph
