-- Asks for the drop of a registered column, once: ? dataset, excluded column, reason, time, table, column.
insert into control.column_drop (table_address, column_name, dataset, excluded_column, reason, requested_at)
select c.table_address, c.column_name, ?, ?, ?, ?
from control.lake_column c
where c.table_address = ? and lower(c.column_name) = lower(?)
on conflict (table_address, column_name) where dropped_at is null do nothing
