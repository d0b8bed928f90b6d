-- The fifteen features of every payment by SQL windows (t - w, t]. Of payments of one customer in one moment, the later
-- transaction sees the earlier one: they stand a thousandth of a microsecond apart, which no time in the file is.
with
payments as (
    select transaction_id, epoch_us(paid_at) as moment, paid_at,
        epoch_us(paid_at) * 1000 + row_number() over (partition by customer_id, paid_at order by transaction_id) as customer_moment,
        customer_id, terminal_id, amount, is_fraud
    from trusted.fraud_handbook.transactions
)
select
    transaction_id,
    cast(amount as double),
    cast(isodow(paid_at) >= 6 as integer),
    cast(hour(paid_at) <= 6 as integer),
    count(*) over customer_1,
    cast(sum(amount) over customer_1 as double) / count(*) over customer_1,
    count(*) over customer_7,
    cast(sum(amount) over customer_7 as double) / count(*) over customer_7,
    count(*) over customer_30,
    cast(sum(amount) over customer_30 as double) / count(*) over customer_30,
    count(*) over terminal_1,
    coalesce(count_if(is_fraud) over terminal_1 / nullif(count(*) over terminal_1, 0), 0),
    count(*) over terminal_7,
    coalesce(count_if(is_fraud) over terminal_7 / nullif(count(*) over terminal_7, 0), 0),
    count(*) over terminal_30,
    coalesce(count_if(is_fraud) over terminal_30 / nullif(count(*) over terminal_30, 0), 0)
from payments
window
    customer_1 as (partition by customer_id order by customer_moment range between 86399999999000 preceding and current row),
    customer_7 as (partition by customer_id order by customer_moment range between 604799999999000 preceding and current row),
    customer_30 as (partition by customer_id order by customer_moment range between 2591999999999000 preceding and current row),
    terminal_1 as (partition by terminal_id order by moment range between 691199999999 preceding and 604800000000 preceding),
    terminal_7 as (partition by terminal_id order by moment range between 1209599999999 preceding and 604800000000 preceding),
    terminal_30 as (partition by terminal_id order by moment range between 3196799999999 preceding and 604800000000 preceding)
order by transaction_id
