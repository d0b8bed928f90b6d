-- Which keys have more than one raw row?
create or replace temp table check_several as
select {{identity}}
from check_candidates
group by all
having count(*) > 1
