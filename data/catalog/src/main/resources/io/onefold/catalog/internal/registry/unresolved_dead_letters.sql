-- The keys of an item's rows that loads of a graph could not send and none has sent since: ? graph, item.
select distinct l.row_key
from control.graph_dead_letter l
join control.graph_run r on r.run_id = l.run_id
where r.graph = ? and l.item = ? and l.resolved_at is null and l.row_key is not null
order by l.row_key
