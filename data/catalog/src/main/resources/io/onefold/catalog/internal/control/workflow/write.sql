-- Inserts or updates one row: ? the row.
insert into control.workflow (workflow_name, body, is_active)
select workflow_name, body, is_active
from jsonb_to_record(?) as r (
    workflow_name text,
    body jsonb,
    is_active bool
)
on conflict (workflow_name) do update
set body = excluded.body,
    is_active = excluded.is_active
