-- Actives likely to leave: a row for each account with an active subscription, fewest recent streams, most recent tickets first.
with actives as (
    select *, (year($as_of) - year(a.created_at)) * 12 + month($as_of) - month(a.created_at) as months_begun
    from `profiles_db.accounts` a
    where
        a.created_at <= $as_of
        and exists (
            select 1
            from `profiles_db.subscriptions` s
            where s._clear_account_id = a._clear_account_id and lower(s.status) = 'active' and s.starts_at <= $as_of
        )
),

streams as (
    select e._clear_account_id_from_token as account, count(*) as recent
    from `streaming_db.play_events` e
    where e.event_timestamp > $as_of - make_interval(0, 0, 0, 0, 24 * $window_days) and e.event_timestamp <= $as_of
    group by e._clear_account_id_from_token
),

complaints as (
    select lower(trim(t._clear_customer_email)) as sender, count(*) as recent
    from `support_db.tickets` t
    where t.created_at > $as_of - make_interval(0, 0, 0, 0, 24 * $window_days) and t.created_at <= $as_of
    group by lower(trim(t._clear_customer_email))
)

select
    a.email,
    coalesce(s.recent, 0) as recent_streams,
    coalesce(c.recent, 0) as recent_tickets,
    a.months_begun - case when a.created_at + make_interval(0, a.months_begun) > $as_of then 1 else 0 end as age_months,
    case
        when coalesce(s.recent, 0) = 0 and c.recent > 0 then 'HIGH RISK - Problems + No Usage'
        when coalesce(s.recent, 0) = 0 then 'HIGH RISK - No Activity'
        when s.recent < 5 then 'MEDIUM RISK - Low Engagement'
        else 'LOW RISK - Active User'
    end as churn_risk
from actives a
left join streams s on s.account = a._clear_account_id
left join complaints c on c.sender = lower(trim(a._clear_email))
order by recent_streams, recent_tickets desc, a.account_id
limit $limit
