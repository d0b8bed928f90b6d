-- Workflows, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (select workflow_name, body, is_active from control.workflow) r
) rows
where row @> ?
order by row
