-- Decisions with all that is needed to recompute them; the details may have passed their retention.
select
    transactions.id, transactions.tenant, transactions.transaction_id, transactions."timestamp", transactions.amount,
    transactions.currency, transactions.user_id, transactions.customer_id, transactions.merchant_id,
    transactions.merchant_category, transactions.fraud_type, transactions.fraud_probability, transactions.risk_level,
    transactions.recommended_action, transactions.request_hash, transactions.created_at,
    coalesce(transactions.subject, '') as subject,
    decision_details.request, decision_details.entities, decision_details.features, decision_details.model_id,
    coalesce(decision_details.policy_id, 0) as policy_id, decision_details.margin, decision_details.response,
    fraud_alerts.alert_type, fraud_alerts.severity, fraud_alerts.description, fraud_alerts.reasons,
    fraud_alerts.suppressed_by
from decisions.transactions
left join decisions.decision_details
    on decision_details.created_at = transactions.created_at and decision_details.id = transactions.id
left join decisions.fraud_alerts
    on fraud_alerts.tenant = transactions.tenant and fraud_alerts.transaction_id = transactions.transaction_id
