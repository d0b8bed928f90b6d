-- Identifier mappings, one JSON object each, an end as Label@source.table: ? what they contain.
with ends as (
    select m.mapping_id, m.node_label || '@' || s.source_name || '.' || m.table_name as name
    from control.node_label_mapping m
    join control.source_database s using (source_id)
)
select row, row_id
from (
    select to_jsonb(r) - 'row_id' as row, r.row_id
    from (
        select t.identifier_id as row_id, t.graph, t.identifier_label, t.relationship_type, f.name as from_end, t.from_columns,
            v.source_name || '.' || t.value_table as value_dataset, t.join_columns, t.value_column, t.seen_at_column,
            t.hub_above, t.normaliser, t.is_active
        from control.identifier_mapping t
        join ends f on f.mapping_id = t.from_mapping
        join control.source_database v on v.source_id = t.value_source
    ) r
) rows
where row @> ?
order by row
