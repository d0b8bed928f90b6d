-- Graphs with their options, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (
        select g.graph, g.customer_label, g.max_dead_letters, g.batch_size, g.mask_properties,
            f.source_name || '.' || g.fraud_table as fraud_dataset, g.fraud_key, g.fraud_known_at, g.further, g.is_active
        from control.graph_definition g
        left join control.source_database f on f.source_id = g.fraud_source
    ) r
) rows
where row @> ?
order by row
