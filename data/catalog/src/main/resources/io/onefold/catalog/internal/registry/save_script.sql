-- Keeps a written Cypher script: ? name, path, size, hash, run, written, replayed.
insert into control.cypher_script (
    script_name, file_path, file_size_kb, sha256, run_id, last_updated_at, last_run_time
)
values (?, ?, ?, ?, ?, ?, ?)
on conflict (script_name) do update
set file_path = excluded.file_path,
    file_size_kb = excluded.file_size_kb,
    sha256 = excluded.sha256,
    run_id = excluded.run_id,
    last_updated_at = excluded.last_updated_at,
    last_run_time = excluded.last_run_time
