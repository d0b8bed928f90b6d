-- Which raw rows count? The latest of each key, and the older ones too where the last valid one is kept.
create or replace temp view check_latest as
select {{row}}, 1 as v
from check_candidates as candidate
anti join check_several as several on {{candidate_is_several}}
union all
select {{row}}, v
from check_contested
where {{wanted}}
