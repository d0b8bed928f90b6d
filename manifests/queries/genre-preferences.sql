-- Tastes: the genres each account watches most with their plays, ties by name; accounts with most streams first.
with streamers as (
    select a._clear_account_id as account, any_value(a.account_id) as account_id, count(*) as total_streams
    from `profiles_db.accounts` a
    join `streaming_db.play_events` e on e._clear_account_id_from_token = a._clear_account_id
    where a.created_at <= $as_of and e.event_timestamp <= $as_of
    group by a._clear_account_id
    order by total_streams desc, account_id
    limit $limit
),

plays as (
    select s.account, coalesce(m.genre, 'Unknown') as genre, count(*) as plays
    from streamers s
    join `streaming_db.play_events` e on e._clear_account_id_from_token = s.account
    join `streaming_db.media_content` m on m._clear_media_id = e._clear_media_id
    where e.event_timestamp <= $as_of
    group by s.account, coalesce(m.genre, 'Unknown')
),

ranked as (
    select *, row_number() over (partition by account order by plays desc, genre) as place
    from plays
),

favorites as (
    select
        s.account,
        in_place_order(collect_list(placed(r.place, r.genre || ' (' || r.plays || ' plays)'))) as favorite_genres
    from streamers s
    left join ranked r on r.account = s.account and r.place <= $top
    group by s.account
)

select a.email, a.full_name, f.favorite_genres
from streamers s
join `profiles_db.accounts` a on a._clear_account_id = s.account
join favorites f on f.account = s.account
order by s.total_streams desc, s.account_id
