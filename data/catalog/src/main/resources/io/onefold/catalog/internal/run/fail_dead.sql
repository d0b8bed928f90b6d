-- Marks a run failed whose process is gone: ? time, run.
update control.run
set status = 'failed',
    ended_at = ?,
    error_message = 'the process ' || process || ' died; its last sign of life was at ' || heartbeat_at
where run_id = ? and status = 'running'
