-- Inserts or updates one graph; the silo of its fraud dataset must be there: ? the row.
insert into control.graph_definition (
    graph, customer_label, max_dead_letters, batch_size, mask_properties, fraud_source, fraud_table, fraud_key, fraud_known_at,
    further, is_active
)
select r.graph, r.customer_label, r.max_dead_letters, r.batch_size, r.mask_properties, f.source_id,
    split_part(r.fraud_dataset, '.', 2), r.fraud_key, r.fraud_known_at, r.further, r.is_active
from jsonb_to_record(?) as r (
    graph text,
    customer_label text,
    max_dead_letters bigint,
    batch_size int,
    mask_properties bool,
    fraud_dataset text,
    fraud_key text[],
    fraud_known_at text,
    further jsonb,
    is_active bool
)
left join control.source_database f on f.source_name = split_part(r.fraud_dataset, '.', 1)
where r.fraud_dataset is null or f.source_id is not null
on conflict (graph) do update
set customer_label = excluded.customer_label,
    max_dead_letters = excluded.max_dead_letters,
    batch_size = excluded.batch_size,
    mask_properties = excluded.mask_properties,
    fraud_source = excluded.fraud_source,
    fraud_table = excluded.fraud_table,
    fraud_key = excluded.fraud_key,
    fraud_known_at = excluded.fraud_known_at,
    further = excluded.further,
    is_active = excluded.is_active
