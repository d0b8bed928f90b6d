-- Which keys' latest rows break the contract?
create or replace temp view check_rejected as
select *
from check_judged
where not ok and v = 1
