-- Inserts or updates one row of a silo that is there: ? the row.
insert into control.node_label_mapping (source_id, graph, table_name, node_label, key_columns, is_active)
select s.source_id, r.graph, r.table_name, r.node_label, r.key_columns, r.is_active
from jsonb_to_record(?) as r (
    source_name text,
    graph text,
    table_name text,
    node_label text,
    key_columns text[],
    is_active bool
)
join control.source_database s using (source_name)
on conflict (graph, source_id, table_name, node_label) do update
set key_columns = excluded.key_columns,
    is_active = excluded.is_active
