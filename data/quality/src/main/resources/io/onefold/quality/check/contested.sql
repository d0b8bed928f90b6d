-- In which order do the raw rows of those keys count? Rows older than a delete are history and have no place (v). A row whose
-- version cannot be read comes first while it is the newest.
create or replace temp table check_contested as
with placed as (
    select
        candidate.*,
        row_number() over (partition by {{version_group}} order by s_at desc, s_row desc nulls last, s_hash desc) as age
    from check_candidates as candidate
    semi join check_several as several on {{candidate_is_several}}
),
lived as (
    select
        *,
        coalesce(min(age) filter (where s_deleted) over (partition by {{version_group}}), 9223372036854775807) as gone
    from placed
)
select
    * exclude (gone),
    case
        when age = 1 and gone = 1 then 1
        when age < gone
        then row_number() over (partition by {{version_group}}, age < gone order by {{newest_first}}age)
    end as v
from lived
