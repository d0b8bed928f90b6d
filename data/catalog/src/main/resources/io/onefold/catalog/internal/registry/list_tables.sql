-- Registered tables by address, by dataset, or all: ? by, value, by, value, by.
select t.table_address, t.dataset, t.snapshot_id, t.committed_at, t.run_id, t.row_count
from control.lake_table t
where (? = 'address' and t.table_address = ?) or (? = 'dataset' and t.dataset = ?) or ? = 'all'
order by t.table_address
