-- Silos, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (select source_name, kind, db_host, db_port, db_name, db_user, secret_ref, zone, is_active, manifest_name, part, settings_prefix, file_root, schema_name, drift from control.source_database) r
) rows
where row @> ?
order by row
