-- What the feature state takes in of account events that were kept after a snapshot, by their times.
select tenant, event_id, type, user_id, merchant_id, "timestamp", device_id, ip_hmac, field
from decisions.account_event
where id > ? and "timestamp" >= ?
order by "timestamp", id
