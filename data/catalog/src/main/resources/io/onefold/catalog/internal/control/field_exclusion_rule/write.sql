-- Inserts or updates one row of a silo that is there: ? the row.
insert into control.field_exclusion_rule (source_id, table_name, column_name, is_excluded, reason)
select s.source_id, r.table_name, r.column_name, r.is_excluded, r.reason
from jsonb_to_record(?) as r (
    source_name text,
    table_name text,
    column_name text,
    is_excluded bool,
    reason text
)
join control.source_database s using (source_name)
on conflict (source_id, table_name, column_name) do update
set is_excluded = excluded.is_excluded,
    reason = excluded.reason
