-- Activity over the day: events of all 24 hours in a zone, and how busy each is.
with counted as (
    select hour(from_utc_timestamp(e.event_timestamp, $zone)) as hour, count(*) as streams
    from `streaming_db.play_events` e
    where e.event_timestamp <= $as_of
    group by 1
),

hours as (
    select h.hour as hour_of_day, coalesce(c.streams, 0) as streams
    from range(0, 24) as h (hour)
    left join counted c on c.hour = h.hour
),

ascending as (
    select streams, row_number() over (order by streams) as place
    from hours
),

quantiles as (
    select
        max(case when place = 18 then streams end) as peak,
        max(case when place = 12 then streams end) as high,
        max(case when place = 6 then streams end) as medium
    from ascending
),

bounds as (
    select
        case when $bounds = 'quantiles' then peak else try_cast(split_part($bounds, ',', 1) as bigint) end as peak,
        case when $bounds = 'quantiles' then high else try_cast(split_part($bounds, ',', 2) as bigint) end as high,
        case when $bounds = 'quantiles' then medium else try_cast(split_part($bounds, ',', 3) as bigint) end as medium
    from quantiles
)

select
    h.hour_of_day,
    h.streams,
    case
        when h.streams > b.peak then 'Peak'
        when h.streams > b.high then 'High'
        when h.streams > b.medium then 'Medium'
        else 'Low'
    end as activity_level
from hours h
cross join bounds b
order by h.hour_of_day
