-- The users of a model's labelled decisions, per day those with the highest probabilities first.
with last_label as (
    select distinct on (tenant, transaction_id) tenant, transaction_id, label = 'fraud' as fraud
    from decisions.label
    where known_at >= ? and known_at <= ?
    order by tenant, transaction_id, known_at desc, id desc
)
select
    floor(extract(epoch from transactions."timestamp") / 86400)::bigint as day,
    (transactions.tenant || ' ' || transactions.user_id) collate "C" as card,
    bool_or(last_label.fraud) as fraud
from last_label
join decisions.transactions
    on transactions.tenant = last_label.tenant and transactions.transaction_id = last_label.transaction_id
join decisions.decision_details
    on decision_details.created_at = transactions.created_at and decision_details.id = transactions.id
where decision_details.model_id = ? and transactions.fraud_probability is not null
group by 1, 2
order by 1, max(transactions.fraud_probability) desc, 2
