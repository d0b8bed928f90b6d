-- Which raw row is the latest version of each key? Rows older than a delete are history. A row whose version cannot be read
-- is the latest while it is the newest.
create or replace temp table check_latest as
{{versions}}
select {{row}}, 1 as v
from candidate
anti join several on {{candidate_is_several}}
union all
select {{row}}, v
from ranked
where {{wanted}}
