-- Deletes one identifier: ? its key.
with ends as (
    select m.mapping_id, m.node_label || '@' || s.source_name || '.' || m.table_name as name
    from control.node_label_mapping m
    join control.source_database s using (source_id)
)
delete from control.identifier_mapping t
using jsonb_to_record(?) as k (
    graph text,
    identifier_label text,
    relationship_type text,
    from_end text,
    value_dataset text,
    value_column text
), ends f, control.source_database v
where t.graph = k.graph
    and t.identifier_label = k.identifier_label
    and t.relationship_type = k.relationship_type
    and t.from_mapping = f.mapping_id
    and f.name = k.from_end
    and t.value_source = v.source_id
    and v.source_name || '.' || t.value_table = k.value_dataset
    and t.value_column = k.value_column
