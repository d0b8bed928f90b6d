-- Inserts or updates one row of a silo that is there: ? the row.
insert into control.source_column_tag (source_id, table_name, column_name, tags)
select s.source_id, r.table_name, r.column_name, r.tags
from jsonb_to_record(?) as r (
    source_name text,
    table_name text,
    column_name text,
    tags text[]
)
join control.source_database s using (source_name)
on conflict (source_id, table_name, column_name) do update
set tags = excluded.tags
