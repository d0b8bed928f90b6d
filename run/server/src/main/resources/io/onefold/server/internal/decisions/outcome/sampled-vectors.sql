-- Vectors of a model's decisions, evenly spread over the numbers given since a time.
with bounds as (
    select
        (select id from decisions.decision_details where created_at >= ? order by created_at limit 1) as first,
        (select last_value from decisions.transactions_id_seq) as last
)
select decision_details.features
from bounds
cross join lateral generate_series(bounds.first, bounds.last, greatest(1, (bounds.last - bounds.first) / ?)) as picked (id)
join decisions.transactions on transactions.id = picked.id
join decisions.decision_details
    on decision_details.created_at = transactions.created_at and decision_details.id = transactions.id
where decision_details.model_id = ?
