-- Alerts with what an analyst wants to know of their payments.
select
    fraud_alerts.id, fraud_alerts.tenant, fraud_alerts.transaction_id, transactions.user_id, transactions.merchant_id,
    fraud_alerts.customer_id, transactions.amount, transactions.currency, fraud_alerts.alert_type, fraud_alerts.severity,
    coalesce(fraud_alerts.description, '') as description, fraud_alerts.reasons, fraud_alerts.status,
    fraud_alerts.assignee, fraud_alerts.case_id, fraud_alerts.suppressed_by, fraud_alerts.created_at,
    fraud_alerts.version
from decisions.fraud_alerts
join decisions.transactions
    on transactions.tenant = fraud_alerts.tenant and transactions.transaction_id = fraud_alerts.transaction_id
