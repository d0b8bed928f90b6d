-- Opens an alert on a decision that has none.
insert into decisions.fraud_alerts (
    tenant, transaction_id, customer_id, alert_type, severity, description, suppressed_by, reasons
)
select transactions.tenant, transactions.transaction_id, transactions.customer_id, ?, ?, ?, ?::bigint, ?
from decisions.transactions
where transactions.tenant = ? and transactions.transaction_id = ?
on conflict do nothing
returning id
