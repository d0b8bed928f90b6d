-- Inserts or updates one identifier whose node mapping is there: ? the row.
with ends as (
    select m.mapping_id, m.node_label || '@' || s.source_name || '.' || m.table_name as name, m.graph
    from control.node_label_mapping m
    join control.source_database s using (source_id)
)
insert into control.identifier_mapping (
    graph, identifier_label, relationship_type, from_mapping, from_columns, value_source, value_table, join_columns, value_column,
    seen_at_column, hub_above, normaliser, is_active
)
select r.graph, r.identifier_label, r.relationship_type, f.mapping_id, r.from_columns, v.source_id,
    split_part(r.value_dataset, '.', 2), r.join_columns, r.value_column, r.seen_at_column, r.hub_above, r.normaliser, r.is_active
from jsonb_to_record(?) as r (
    graph text,
    identifier_label text,
    relationship_type text,
    from_end text,
    from_columns text[],
    value_dataset text,
    join_columns text[],
    value_column text,
    seen_at_column text,
    hub_above int,
    normaliser text,
    is_active bool
)
join ends f on f.name = r.from_end and f.graph = r.graph
join control.source_database v on v.source_name = split_part(r.value_dataset, '.', 1)
on conflict (graph, identifier_label, relationship_type, from_mapping, value_source, value_table, value_column) do update
set from_columns = excluded.from_columns,
    join_columns = excluded.join_columns,
    seen_at_column = excluded.seen_at_column,
    hub_above = excluded.hub_above,
    normaliser = excluded.normaliser,
    is_active = excluded.is_active
