-- Which row of each key is trusted?
create or replace temp view check_chosen as
select *
from check_judged
where ok and not s_deleted
{{first_valid}}
