-- The same fifteen features by SQL windows.
create or replace temp table peer as
select
    cents / 100 as amount,
    isodow(make_timestamp(moment)) >= 6 as weekend,
    hour(make_timestamp(moment)) <= 6 as night,
    count(*) over customer_1 as count_1,
    avg(cents) over customer_1 as mean_1,
    count(*) over customer_7 as count_7,
    avg(cents) over customer_7 as mean_7,
    count(*) over customer_30 as count_30,
    avg(cents) over customer_30 as mean_30,
    count(*) over terminal_1 as risk_count_1,
    coalesce(avg(cast(fraud as integer)) over terminal_1, 0) as risk_1,
    count(*) over terminal_7 as risk_count_7,
    coalesce(avg(cast(fraud as integer)) over terminal_7, 0) as risk_7,
    count(*) over terminal_30 as risk_count_30,
    coalesce(avg(cast(fraud as integer)) over terminal_30, 0) as risk_30
from payments
window
    customer_1 as (partition by customer order by moment range between 86399999999 preceding and current row),
    customer_7 as (partition by customer order by moment range between 604799999999 preceding and current row),
    customer_30 as (partition by customer order by moment range between 2591999999999 preceding and current row),
    terminal_1 as (partition by terminal order by moment range between 691199999999 preceding and 604800000000 preceding),
    terminal_7 as (partition by terminal order by moment range between 1209599999999 preceding and 604800000000 preceding),
    terminal_30 as (partition by terminal order by moment range between 3196799999999 preceding and 604800000000 preceding)
