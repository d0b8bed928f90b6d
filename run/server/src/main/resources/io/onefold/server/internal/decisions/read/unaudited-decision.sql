-- The first decision that the audit log does not know.
select min(transactions.id)
from decisions.transactions
where
    not exists (
        select 1
        from audit.event
        where event.lane > 0 and event.event_type = 'fraud_result' and event.object = transactions.transaction_id
    )
