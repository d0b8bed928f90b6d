-- Inserts or updates one relationship whose two node mappings are there: ? the row.
with ends as (
    select m.mapping_id, m.node_label || '@' || s.source_name || '.' || m.table_name as name, m.graph
    from control.node_label_mapping m
    join control.source_database s using (source_id)
)
insert into control.relationship_mapping (
    graph, relationship_type, from_mapping, from_columns, to_mapping, to_columns, junction_source, junction_table, junction_from,
    junction_to, normaliser, property_columns, join_text, description, is_active, execution_order
)
select r.graph, r.relationship_type, f.mapping_id, r.from_columns, e.mapping_id, r.to_columns, j.source_id,
    nullif(split_part(r.junction, '.', 2), ''), r.junction_from, r.junction_to, r.normaliser, r.property_columns, r.join_text,
    r.description, r.is_active, r.execution_order
from jsonb_to_record(?) as r (
    graph text,
    relationship_type text,
    from_end text,
    from_columns text[],
    to_end text,
    to_columns text[],
    junction text,
    junction_from text[],
    junction_to text[],
    normaliser text,
    property_columns text[],
    join_text text,
    description text,
    is_active bool,
    execution_order int
)
join ends f on f.name = r.from_end and f.graph = r.graph
join ends e on e.name = r.to_end and e.graph = r.graph
left join control.source_database j on j.source_name = split_part(r.junction, '.', 1)
where r.junction is null or j.source_id is not null
on conflict (
    graph, relationship_type, from_mapping, from_columns, to_mapping, to_columns, coalesce(junction_source, 0),
    coalesce(junction_table, '')
) do update
set junction_from = excluded.junction_from,
    junction_to = excluded.junction_to,
    normaliser = excluded.normaliser,
    property_columns = excluded.property_columns,
    join_text = excluded.join_text,
    description = excluded.description,
    is_active = excluded.is_active,
    execution_order = excluded.execution_order
