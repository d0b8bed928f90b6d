-- What became of the raw rows of this run, and how often was each correction made?
select
    (select count(*) from check_chosen where s_run = {{run}}) as trusted,
    (select count(*) from check_rejected where s_run = {{run}}) as quarantined,
    (select count(*) from check_judged where s_run = {{run}} and s_deleted) as deleted,
    (select count(*) from check_judged where s_run = {{run}} and not s_deleted and v > 1)
        - (select count(*) from check_chosen where s_run = {{run}} and v > 1) as left_behind{{changed}}
