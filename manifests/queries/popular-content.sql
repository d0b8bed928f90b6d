-- Most popular titles: sessions that started a title, and of those the ones that finished it, so that no rate passes 100 %.
with sessions as (
    select
        e._clear_media_id as media,
        bool_or(e.action in ('play', 'START')) as started,
        bool_or(e.action in ('stop', 'FINISH')) as finished
    from `streaming_db.play_events` e
    where e.event_timestamp <= $as_of
    group by e._clear_media_id, e._clear_session_id
),

totals as (
    select media, count(*) as play_starts, count(*) filter (where finished) as completions
    from sessions
    where started
    group by media
)

select
    m.title,
    m.genre,
    m.media_type,
    m.release_date,
    t.play_starts,
    t.completions,
    cast(floor(try_divide(2000 * t.completions + t.play_starts, 2 * t.play_starts)) * 0.1 as decimal(18, 1)) as completion_rate_pct
from totals t
join `streaming_db.media_content` m on m._clear_media_id = t.media
order by t.play_starts desc, m.title nulls last, m.media_id
limit $limit
