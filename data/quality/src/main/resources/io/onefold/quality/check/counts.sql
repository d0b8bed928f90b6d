-- What became of the raw rows of this run, and how often was each correction made?
with judged as (
    select
        count(*) filter (where not ok and v = 1) as quarantined,
        count(*) filter (where s_deleted) as deleted,
        count(*) filter (where not s_deleted and v > 1) as older{{changed}}
    from check_judged
    where s_run = {{run}}
),
chosen as (
    select count(*) as trusted, count(*) filter (where v > 1) as older
    from check_chosen
    where s_run = {{run}}
),
superseded as (
    select count(*) as history
    from check_contested
    where s_run = {{run}} and not s_deleted and {{left_behind}}
)
select
    judged.* exclude (older),
    chosen.trusted,
    superseded.history + judged.older - chosen.older as superseded
from judged, chosen, superseded
