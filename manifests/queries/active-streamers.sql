-- Most active streamers: streams, titles and genres of each account, and its five commonest genres, ties by name.
with streamers as (
    select a._clear_account_id as account, any_value(a.account_id) as account_id, count(*) as total_streams
    from `profiles_db.accounts` a
    join `streaming_db.play_events` e on e._clear_account_id_from_token = a._clear_account_id
    where a.created_at <= $as_of and e.event_timestamp <= $as_of
    group by a._clear_account_id
    order by total_streams desc, account_id
    limit $limit
),

watched as (
    select s.account, m._clear_media_id as media, coalesce(m.genre, 'Unknown') as genre
    from streamers s
    join `streaming_db.play_events` e on e._clear_account_id_from_token = s.account
    join `streaming_db.media_content` m on m._clear_media_id = e._clear_media_id
    where e.event_timestamp <= $as_of
),

titles as (
    select account, count(distinct media) as unique_content
    from watched
    group by account
),

ranked as (
    select account, genre, row_number() over (partition by account order by count(*) desc, genre) as place
    from watched
    group by account, genre
),

genres as (
    select
        s.account,
        count(r.genre) as genres_watched,
        in_place_order(collect_list(case when r.place <= 5 then placed(r.place, r.genre) end)) as top_genres
    from streamers s
    left join ranked r on r.account = s.account
    group by s.account
)

select
    a.email,
    a.full_name,
    s.total_streams,
    coalesce(t.unique_content, 0) as unique_content,
    g.genres_watched,
    g.top_genres
from streamers s
join `profiles_db.accounts` a on a._clear_account_id = s.account
left join titles t on t.account = s.account
join genres g on g.account = s.account
order by s.total_streams desc, s.account_id
