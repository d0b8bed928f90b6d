-- The payments of a customer who pays twice in one second.
select transaction_id
from trusted.fraud_handbook.transactions
qualify count(*) over (partition by customer_id, paid_at) > 1
