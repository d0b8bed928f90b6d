-- Users, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (select user_name, roles, is_active from control.app_user) r
) rows
where row @> ?
order by row
