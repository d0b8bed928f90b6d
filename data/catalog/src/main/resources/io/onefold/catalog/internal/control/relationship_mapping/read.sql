-- Relationship mappings, one JSON object each, an end as Label@source.table: ? what they contain.
with ends as (
    select m.mapping_id, m.node_label || '@' || s.source_name || '.' || m.table_name as name, m.graph
    from control.node_label_mapping m
    join control.source_database s using (source_id)
)
select row, row_id
from (
    select to_jsonb(r) - 'row_id' as row, r.row_id
    from (
        select t.relationship_id as row_id, t.graph, t.relationship_type, f.name as from_end, t.from_columns, e.name as to_end, t.to_columns,
            j.source_name || '.' || t.junction_table as junction, t.junction_from, t.junction_to, t.normaliser,
            t.property_columns, t.join_text, t.description, t.is_active, t.execution_order
        from control.relationship_mapping t
        join ends f on f.mapping_id = t.from_mapping
        join ends e on e.mapping_id = t.to_mapping
        left join control.source_database j on j.source_id = t.junction_source
    ) r
) rows
where row @> ?
order by (row ->> 'execution_order')::int, row
