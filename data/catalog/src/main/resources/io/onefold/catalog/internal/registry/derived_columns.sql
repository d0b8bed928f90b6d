-- The columns of derived tables that are made of a column, over any number of steps: ? table, column.
with recursive made (table_address, column_name) as (
    select o.table_address, o.column_name
    from control.lake_column_origin o
    where o.origin_address = ? and lower(o.origin_column) = lower(?)
    union
    select o.table_address, o.column_name
    from control.lake_column_origin o
    join made on o.origin_address = made.table_address and lower(o.origin_column) = lower(made.column_name)
)
select table_address, column_name
from made
