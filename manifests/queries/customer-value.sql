-- Lifetime value: the fee of every subscription times its full months, most valuable accounts first.
-- A subscription runs to as-of while active, else to the end of what was paid, and counts nothing if that is unknown.
with paid as (
    select
        s._clear_account_id as account,
        s.subscription_id,
        s.starts_at,
        lower(s.status) = 'active' as is_active,
        p.plan_name,
        cast(p.monthly_fee * 100 as bigint) as fee_minor,
        case when lower(s.status) = 'active' or s.renews_at > $as_of then $as_of else s.renews_at end as ends_at
    from `profiles_db.subscriptions` s
    join `profiles_db.plans` p on p._clear_plan_id = s._clear_plan_id
    where s.starts_at <= $as_of
),

begun as (
    select *, (year(ends_at) - year(starts_at)) * 12 + month(ends_at) - month(starts_at) as months_begun
    from paid
),

revenue as (
    select
        account,
        sum(
            case
                when ends_at >= starts_at
                then
                    fee_minor
                    * (months_begun - case when starts_at + make_interval(0, months_begun) > ends_at then 1 else 0 end)
                else 0
            end
        ) as revenue_minor
    from begun
    group by account
),

newest_actives as (
    select
        account,
        plan_name as plan,
        row_number() over (partition by account order by starts_at desc, subscription_id desc) as place
    from paid
    where is_active
),

valued as (
    select
        a.*,
        coalesce(r.revenue_minor, 0) as revenue_minor,
        n.plan,
        (year($as_of) - year(a.created_at)) * 12 + month($as_of) - month(a.created_at) as months_begun
    from `profiles_db.accounts` a
    left join revenue r on r.account = a._clear_account_id
    left join newest_actives n on n.account = a._clear_account_id and n.place = 1
    where a.created_at <= $as_of
    order by revenue_minor desc, a.account_id
    limit $limit
),

streams as (
    select v._clear_account_id as account, count(*) as total_streams, count(distinct m._clear_media_id) as unique_content
    from valued v
    join `streaming_db.play_events` e on e._clear_account_id_from_token = v._clear_account_id
    left join `streaming_db.media_content` m on m._clear_media_id = e._clear_media_id
    where e.event_timestamp <= $as_of
    group by v._clear_account_id
),

complaints as (
    select v._clear_account_id as account, count(*) as tickets
    from valued v
    join `support_db.tickets` t on lower(trim(t._clear_customer_email)) = lower(trim(v._clear_email))
    where t.created_at <= $as_of
    group by v._clear_account_id
)

select
    v.email,
    v.full_name,
    v.plan,
    cast(v.revenue_minor * 0.01 as decimal(18, 2)) as estimated_revenue,
    coalesce(s.total_streams, 0) as total_streams,
    coalesce(s.unique_content, 0) as unique_content,
    coalesce(c.tickets, 0) as tickets,
    v.months_begun - case when v.created_at + make_interval(0, v.months_begun) > $as_of then 1 else 0 end as months_active,
    case
        when s.total_streams > 20 then 'Power User'
        when s.total_streams > 10 then 'Regular User'
        when s.total_streams > 0 then 'Casual User'
        else 'At-Risk (No Activity)'
    end as segment
from valued v
left join streams s on s.account = v._clear_account_id
left join complaints c on c.account = v._clear_account_id
order by v.revenue_minor desc, v.account_id
