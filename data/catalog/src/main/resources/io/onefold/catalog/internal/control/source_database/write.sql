-- Inserts or updates one row: ? the row.
insert into control.source_database (source_name, kind, db_host, db_port, db_name, db_user, secret_ref, zone, is_active, manifest_name, part, settings_prefix, file_root, schema_name, drift)
select source_name, kind, db_host, db_port, db_name, db_user, secret_ref, zone, is_active, manifest_name, part, settings_prefix, file_root, schema_name, drift
from jsonb_to_record(?) as r (
    source_name text,
    kind text,
    db_host text,
    db_port int,
    db_name text,
    db_user text,
    secret_ref text,
    zone text,
    is_active bool,
    manifest_name text,
    part text,
    settings_prefix text,
    file_root text,
    schema_name text,
    drift text
)
on conflict (source_name) do update
set kind = excluded.kind,
    db_host = excluded.db_host,
    db_port = excluded.db_port,
    db_name = excluded.db_name,
    db_user = excluded.db_user,
    secret_ref = excluded.secret_ref,
    zone = excluded.zone,
    is_active = excluded.is_active,
    manifest_name = excluded.manifest_name,
    part = excluded.part,
    settings_prefix = excluded.settings_prefix,
    file_root = excluded.file_root,
    schema_name = excluded.schema_name,
    drift = excluded.drift
