-- Tags that sources give their columns, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (
        select s.source_name, t.table_name, t.column_name, t.tags
        from control.source_column_tag t
        join control.source_database s using (source_id)
    ) r
) rows
where row @> ?
order by row
