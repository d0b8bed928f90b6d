// Activity over the day: events of all 24 hours in a zone, and how busy each is.
MATCH (e:PlayEvent)
WHERE e.event_timestamp <= $as_of
WITH datetime({datetime: e.event_timestamp, timezone: $zone}).hour AS hour, count(*) AS streams
WITH collect([hour, streams]) AS counted
WITH [h IN range(0, 23) | coalesce(head([c IN counted WHERE c[0] = h | c[1]]), 0)] AS counts
WITH counts, COLLECT { UNWIND counts AS c RETURN c ORDER BY c } AS ascending
WITH counts,
  CASE
    WHEN $bounds = 'quantiles' THEN [ascending[17], ascending[11], ascending[5]]
    ELSE [b IN split($bounds, ',') | toInteger(b)]
  END AS bounds
UNWIND range(0, 23) AS hour_of_day
RETURN
  hour_of_day,
  counts[hour_of_day] AS streams,
  CASE
    WHEN counts[hour_of_day] > bounds[0] THEN 'Peak'
    WHEN counts[hour_of_day] > bounds[1] THEN 'High'
    WHEN counts[hour_of_day] > bounds[2] THEN 'Medium'
    ELSE 'Low'
  END AS activity_level
ORDER BY hour_of_day
