-- What was answered for these transactions; the details may have passed their retention.
select
    transactions.id, transactions.tenant, transactions.transaction_id, transactions.request_hash,
    coalesce(transactions.subject, '') as subject, transactions.fraud_probability, transactions.risk_level,
    transactions.recommended_action, transactions.fraud_type, transactions.currency, transactions.created_at,
    decision_details.response
from unnest(?::text[], ?::text[]) as wanted (tenant, transaction_id)
join decisions.transactions
    on transactions.tenant = wanted.tenant and transactions.transaction_id = wanted.transaction_id
left join decisions.decision_details
    on decision_details.created_at = transactions.created_at and decision_details.id = transactions.id
