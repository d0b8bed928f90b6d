-- How many decisions of a model were labelled fraud, and how many not, by their probability.
with last_label as (
    select distinct on (tenant, transaction_id) tenant, transaction_id, label = 'fraud' as fraud
    from decisions.label
    where known_at >= ? and known_at <= ?
    order by tenant, transaction_id, known_at desc, id desc
)
select
    transactions.fraud_probability, count(*) filter (where last_label.fraud), count(*) filter (where not last_label.fraud)
from last_label
join decisions.transactions
    on transactions.tenant = last_label.tenant and transactions.transaction_id = last_label.transaction_id
join decisions.decision_details
    on decision_details.created_at = transactions.created_at and decision_details.id = transactions.id
where decision_details.model_id = ? and transactions.fraud_probability is not null
group by transactions.fraud_probability
