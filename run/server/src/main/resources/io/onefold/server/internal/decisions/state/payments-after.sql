-- What the feature state takes in of decisions that were committed after a snapshot, by their event times.
select
    transactions.id, transactions.tenant, transactions."timestamp", transactions.amount, transactions.user_id,
    transactions.merchant_id, decision_details.entities
from decisions.transactions
left join decisions.decision_details
    on decision_details.created_at = transactions.created_at and decision_details.id = transactions.id
where transactions.id > ? and transactions."timestamp" >= ?
order by transactions."timestamp", transactions.id
