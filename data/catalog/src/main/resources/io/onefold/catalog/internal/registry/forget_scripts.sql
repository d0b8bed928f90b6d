-- Forgets the scripts of loads that read a dataset: ? dataset.
delete from control.cypher_script s
using control.graph_run r
where r.run_id = s.run_id and jsonb_exists(r.snapshots, ?)
