-- Which of several rows of one key is its latest version.
with candidate as (
    {{candidates}}
),
several as (
    select {{version_group}}
    from candidate
    group by all
    having count(*) > 1
),
placed as (
    select
        candidate.*,
        row_number() over (partition by {{version_group}} order by s_at desc, s_row desc nulls last, s_hash desc) as age
    from candidate
    semi join several on {{candidate_is_several}}
),
lived as (
    select
        *,
        coalesce(min(age) filter (where s_deleted) over (partition by {{version_group}}), 9223372036854775807) as gone
    from placed
),
ranked as (
    select
        * exclude (gone),
        case
            when age = 1 and gone = 1 then 1
            when age < gone
            then row_number() over (partition by {{version_group}}, age < gone order by {{newest_first}}age)
        end as v
    from lived
)
