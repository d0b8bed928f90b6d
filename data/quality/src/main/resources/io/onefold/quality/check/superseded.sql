-- How many raw rows of this run were left behind by a newer version of their key?
{{versions}}
select count(*)
from ranked
where s_run = {{run}} and not s_deleted and {{left_behind}}
