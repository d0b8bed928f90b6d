-- Deletes one relationship: ? its key.
with ends as (
    select m.mapping_id, m.node_label || '@' || s.source_name || '.' || m.table_name as name
    from control.node_label_mapping m
    join control.source_database s using (source_id)
)
delete from control.relationship_mapping t
using jsonb_to_record(?) as k (
    graph text,
    relationship_type text,
    from_end text,
    from_columns text[],
    to_end text,
    to_columns text[],
    junction text
), ends f, ends e
where t.graph = k.graph
    and t.relationship_type = k.relationship_type
    and t.from_mapping = f.mapping_id
    and f.name = k.from_end
    and t.from_columns = k.from_columns
    and t.to_mapping = e.mapping_id
    and e.name = k.to_end
    and t.to_columns = k.to_columns
    and k.junction is not distinct from (
        select j.source_name || '.' || t.junction_table from control.source_database j where j.source_id = t.junction_source
    )
