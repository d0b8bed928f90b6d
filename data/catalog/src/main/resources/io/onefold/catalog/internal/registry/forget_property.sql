-- Takes a property out of the refused rows of loads that read a dataset: ? column, its minor units, dataset.
update control.graph_dead_letter d
set masked_row = d.masked_row - ? - ?
from control.graph_run r
where r.run_id = d.run_id and jsonb_exists(r.snapshots, ?)
