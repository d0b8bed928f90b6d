-- Tables to ingest, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (
        select s.source_name, t.table_name, t.physical_name, t.position, t.key_columns, t.watermark_column, t.lateness, t.detect_deletes, t.file_path, t.delimiter, t.quote_character, t.has_header, t.encoding, t.null_text, t.is_active
        from control.source_table t
        join control.source_database s using (source_id)
    ) r
) rows
where row @> ?
order by row ->> 'source_name', (row ->> 'position')::int, row
