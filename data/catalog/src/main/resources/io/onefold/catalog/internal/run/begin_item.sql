-- Begins an item of a run, or starts it over: ? run, stage, item, position, status, start, reason.
insert into control.run_item (run_id, stage, item, position, status, started_at, error_message)
values (?, ?, ?, ?, ?, ?, ?)
on conflict (run_id, stage, item) do update
set position = excluded.position,
    status = excluded.status,
    started_at = excluded.started_at,
    ended_at = null,
    error_message = excluded.error_message,
    facts = '{}',
    rows_read = null,
    rows_unchanged = null,
    rows_duplicates = null,
    rows_superseded = null,
    rows_quarantined = null,
    rows_trusted = null,
    rows_written = null,
    rows_deleted = null,
    values_normalised = null,
    graph_created = null,
    graph_updated = null,
    graph_unmatched = null,
    graph_dead = null,
    bytes_written = null
