-- Says that rows were sent after all: ? moment, item, keys, graph.
update control.graph_dead_letter l
set resolved_at = ?
from control.graph_run r
where r.run_id = l.run_id and l.item = ? and l.row_key = any(?) and r.graph = ? and l.resolved_at is null
