-- Which event is the newest of each lane, where it has not been signed yet.
-- The lanes are few and their events many: each step of the recursion jumps to the next lane by the primary key.
with recursive lanes as (
    select min(lane) as lane from audit.event
    union all
    select (select min(event.lane) from audit.event where event.lane > lanes.lane) from lanes where lanes.lane is not null
)
select head.lane, head.sequence, head.hash
from lanes
cross join lateral (
    select event.lane, event.sequence, event.hash
    from audit.event
    where event.lane = lanes.lane
    order by event.sequence desc
    limit 1
) as head
where not exists (select from audit.anchor where anchor.lane = head.lane and anchor.sequence >= head.sequence)
order by head.lane
