-- Activity over the day: events of all 24 hours in a zone, and how busy each is.
with counted as (
    select extract(hour from timezone($zone, e.event_timestamp)) as hour, count(*) as streams
    from "streaming_db.play_events" e
    where e.event_timestamp <= $as_of
    group by 1
),

hours as (
    select h.hour as hour_of_day, coalesce(c.streams, 0) as streams
    from unnest(range(0, 24)) as h (hour)
    left join counted c on c.hour = h.hour
),

ascending as (
    select list(streams order by streams) as counts
    from hours
),

bounds as (
    select
        case
            when $bounds = 'quantiles' then [counts[18], counts[12], counts[6]]
            else list_transform(string_split($bounds, ','), lambda b: try_cast(b as bigint))
        end as above
    from ascending
)

select
    h.hour_of_day,
    h.streams,
    case
        when h.streams > b.above[1] then 'Peak'
        when h.streams > b.above[2] then 'High'
        when h.streams > b.above[3] then 'Medium'
        else 'Low'
    end as activity_level
from hours h
cross join bounds b
order by h.hour_of_day
