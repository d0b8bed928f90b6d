-- Revenue by plan: every active subscription pays, every account counts once; the average is null without subscribers.
with payers as (
    select s._clear_plan_id as plan, s._clear_account_id as account, count(*) as held
    from `profiles_db.subscriptions` s
    join `profiles_db.accounts` a on a._clear_account_id = s._clear_account_id
    where lower(s.status) = 'active' and s.starts_at <= $as_of and a.created_at <= $as_of
    group by s._clear_plan_id, s._clear_account_id
),

streams as (
    select e._clear_account_id_from_token as account, count(*) as streams
    from `streaming_db.play_events` e
    where e.event_timestamp <= $as_of
    group by e._clear_account_id_from_token
),

totals as (
    select p.plan, count(*) as subscribers, sum(p.held) as held, coalesce(sum(s.streams), 0) as streams
    from payers p
    left join streams s on s.account = p.account
    group by p.plan
)

select
    p.plan_name,
    coalesce(t.subscribers, 0) as subscribers,
    cast(p.monthly_fee * coalesce(t.held, 0) as decimal(18, 2)) as monthly_revenue,
    cast(floor(try_divide(20 * t.streams + t.subscribers, 2 * t.subscribers)) * 0.1 as decimal(18, 1)) as avg_streams_per_user,
    p.max_devices
from `profiles_db.plans` p
left join totals t on t.plan = p._clear_plan_id
order by monthly_revenue desc, p.plan_name nulls last
