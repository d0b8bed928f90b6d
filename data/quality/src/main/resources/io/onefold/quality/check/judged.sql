-- What does the contract say of each latest row?
create or replace temp table check_judged as
select
    {{identity}}, s_run, s_hash, s_deleted, v, ok,
    {{typed}},
    {{changed}}
    case when not ok then {{raw_text}} end as raw_row,
    case when not ok then list_filter({{reasons}}, lambda reason: reason is not null) end as reasons
from (
    select *, s_deleted or ({{passes}}) as ok
    from ({{layers}})
)
