-- Node mappings, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (
        select s.source_name, t.graph, t.table_name, t.node_label, t.key_columns, t.is_active
        from control.node_label_mapping t
        join control.source_database s using (source_id)
    ) r
) rows
where row @> ?
order by row
