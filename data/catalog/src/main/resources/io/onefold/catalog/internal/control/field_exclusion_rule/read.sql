-- Columns that are never read, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (
        select s.source_name, t.table_name, t.column_name, t.is_excluded, t.reason
        from control.field_exclusion_rule t
        join control.source_database s using (source_id)
    ) r
) rows
where row @> ?
order by row
