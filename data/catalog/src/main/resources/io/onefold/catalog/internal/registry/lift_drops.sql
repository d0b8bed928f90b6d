-- Forgets drops that were asked for and whose exclusion was taken back before they were done.
delete from control.column_drop d
where d.dropped_at is null
    and not exists (
        select
        from control.field_exclusion_rule r
        join control.source_database s using (source_id)
        where r.is_excluded and s.source_name || '.' || r.table_name = d.dataset and r.column_name = d.excluded_column
    )
