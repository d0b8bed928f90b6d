-- How many rows of this run broke each rule?
select reason.rule, reason.column, count(*) as broken
from (
    select unnest(reasons) as reason
    from check_rejected
    where s_run = {{run}}
)
group by all
order by broken desc, reason.rule, reason.column
