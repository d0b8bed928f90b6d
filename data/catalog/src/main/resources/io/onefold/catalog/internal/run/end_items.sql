-- Ends what a run has left open: ? time, run.
update control.run_item
set status = case status when 'pending' then 'cancelled' else 'failed' end,
    ended_at = ?,
    error_message = coalesce(error_message, 'the run ended before this item did')
where run_id = ? and status in ('pending', 'running')
