-- Runs, newest first: ? workflow, workflow, status, status, unrepaired only, older than, older than, limit.
select r.run_id, r.workflow, r.status, r.principal, r.started_at, r.ended_at, r.heartbeat_at, r.cancel_requested_by,
    r.error_message
from control.run r
where (?::text is null or r.workflow = ?)
    and (?::text is null or r.status = ?)
    and (
        not ?
        or r.status = 'failed'
        and not exists (
            select from control.run later
            where later.workflow = r.workflow and later.status = 'succeeded' and later.started_at > r.started_at
        )
    )
    and (
        ?::uuid is null
        or (r.started_at, r.run_id) < (select last.started_at, last.run_id from control.run last where last.run_id = ?)
    )
order by r.started_at desc, r.run_id desc
limit ?
