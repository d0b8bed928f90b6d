-- What the audit log says of decisions, each event beside what is kept of its decision; ids of transactions are unique within a tenant only.
select
    event.lane, event.sequence, event."timestamp", event.details ->> 'response' as audited_response, transactions.id,
    transactions.created_at, decision_details.id is not null as has_details,
    case
        when event.event_type = 'fraud_prediction'
            then
                event.details ->> 'request'
                = translate(rtrim(encode(sha256(decision_details.request), 'base64'), '='), '+/', '-_')
        else
            event.details ->> 'action' = transactions.recommended_action
            and (event.details ->> 'probability')::numeric is not distinct from transactions.fraud_probability
    end as fits,
    case when event.event_type = 'fraud_result' then decision_details.response end as response
from audit.event
left join decisions.transactions on transactions.transaction_id = event.object
left join decisions.decision_details
    on decision_details.created_at = transactions.created_at and decision_details.id = transactions.id
where event.lane > 0 and event.event_type in ('fraud_prediction', 'fraud_result')
order by event.lane, event.sequence
