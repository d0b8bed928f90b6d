-- Registers a lake table as it stands: ? address, dataset, layer, snapshot, committed, run, rows, now.
insert into control.lake_table (
    table_address, dataset, layer, snapshot_id, committed_at, run_id, row_count, registered_at
)
values (?, ?, ?, ?, ?, ?, ?, ?)
on conflict (table_address) do update
set dataset = excluded.dataset,
    layer = excluded.layer,
    snapshot_id = excluded.snapshot_id,
    committed_at = excluded.committed_at,
    run_id = excluded.run_id,
    row_count = excluded.row_count,
    registered_at = excluded.registered_at
