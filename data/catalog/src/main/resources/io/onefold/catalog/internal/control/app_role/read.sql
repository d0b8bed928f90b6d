-- Roles, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (select role_name, description, permissions, is_active from control.app_role) r
) rows
where row @> ?
order by row
