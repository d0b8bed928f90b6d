-- Inserts or updates one row of a silo that is there: ? the row.
insert into control.source_table (source_id, table_name, physical_name, position, key_columns, watermark_column, lateness, detect_deletes, file_path, delimiter, quote_character, has_header, encoding, null_text, is_active)
select s.source_id, r.table_name, r.physical_name, r.position, r.key_columns, r.watermark_column, r.lateness, r.detect_deletes, r.file_path, r.delimiter, r.quote_character, r.has_header, r.encoding, r.null_text, r.is_active
from jsonb_to_record(?) as r (
    source_name text,
    table_name text,
    physical_name text,
    position int,
    key_columns text[],
    watermark_column text,
    lateness text,
    detect_deletes bool,
    file_path text,
    delimiter text,
    quote_character text,
    has_header bool,
    encoding text,
    null_text text,
    is_active bool
)
join control.source_database s using (source_name)
on conflict (source_id, table_name) do update
set physical_name = excluded.physical_name,
    position = excluded.position,
    key_columns = excluded.key_columns,
    watermark_column = excluded.watermark_column,
    lateness = excluded.lateness,
    detect_deletes = excluded.detect_deletes,
    file_path = excluded.file_path,
    delimiter = excluded.delimiter,
    quote_character = excluded.quote_character,
    has_header = excluded.has_header,
    encoding = excluded.encoding,
    null_text = excluded.null_text,
    is_active = excluded.is_active
