-- Keeps how one item of a graph's load stands: ? run, item, status, start, end, counts, batch, error.
insert into control.graph_table_run (
    run_id, item, status, started_at, ended_at, rows_read, created, updated, deleted, unmatched, dead, last_batch, error_message
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (run_id, item) do update
set status = excluded.status,
    started_at = excluded.started_at,
    ended_at = excluded.ended_at,
    rows_read = excluded.rows_read,
    created = excluded.created,
    updated = excluded.updated,
    deleted = excluded.deleted,
    unmatched = excluded.unmatched,
    dead = excluded.dead,
    last_batch = excluded.last_batch,
    error_message = excluded.error_message
