-- Which keys have raw rows that the trusted table has not seen?
create or replace temp table check_affected as
select distinct {{identity}}
from ({{identified}})
