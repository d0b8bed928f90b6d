-- One customer in one row: subscriptions first begun first, cards by their text, the five commonest topics.
with chosen as (
    select *
    from `profiles_db.accounts` a
    where
        a.created_at <= $as_of
        and ($email is null or a.email = $email)
        and ($customer_id is null or a.account_id = $customer_id)
),

subscriptions as (
    select
        c._clear_account_id as account,
        p.plan_name as plan,
        s.status,
        row_number() over (partition by c._clear_account_id order by s.starts_at, s.subscription_id) as place
    from chosen c
    join `profiles_db.subscriptions` s on s._clear_account_id = c._clear_account_id
    join `profiles_db.plans` p on p._clear_plan_id = s._clear_plan_id
    where s.starts_at <= $as_of
),

subscribed as (
    select
        c._clear_account_id as account,
        in_place_order(collect_list(placed(s.place, s.plan))) as plan,
        in_place_order(collect_list(placed(s.place, s.status))) as subscription_status
    from chosen c
    left join subscriptions s on s.account = c._clear_account_id
    group by c._clear_account_id
),

cards as (
    select
        c._clear_account_id as account,
        coalesce(m.card_type, 'Card') || ' •••• ' || m.card_last_four as payment,
        m.payment_method_id
    from chosen c
    join `profiles_db.payment_methods` m on m._clear_account_id = c._clear_account_id
),

ordered_cards as (
    select
        account,
        payment,
        row_number() over (partition by account order by payment nulls last, payment_method_id) as place
    from cards
),

paying as (
    select c._clear_account_id as account, in_place_order(collect_list(placed(o.place, o.payment))) as payment
    from chosen c
    left join ordered_cards o on o.account = c._clear_account_id
    group by c._clear_account_id
),

streams as (
    select c._clear_account_id as account, count(*) as total_streams, count(distinct m._clear_media_id) as content_watched
    from chosen c
    join `streaming_db.play_events` e on e._clear_account_id_from_token = c._clear_account_id
    left join `streaming_db.media_content` m on m._clear_media_id = e._clear_media_id
    where e.event_timestamp <= $as_of
    group by c._clear_account_id
),

complaints as (
    select c._clear_account_id as account, t._clear_ticket_id as ticket
    from chosen c
    join `support_db.tickets` t on lower(trim(t._clear_customer_email)) = lower(trim(c._clear_email))
    where t.created_at <= $as_of
),

counted as (
    select account, count(*) as tickets
    from complaints
    group by account
),

topics as (
    select
        c.account,
        g.tag_name as topic,
        row_number() over (partition by c.account order by count(*) desc, g.tag_name nulls last) as place
    from complaints c
    join `support_db.ticket_tag_link` l on l._clear_ticket_id = c.ticket
    join `support_db.ticket_tags` g on g._clear_tag_id = l._clear_tag_id
    group by c.account, g.tag_name
),

commonest as (
    select c._clear_account_id as account, in_place_order(collect_list(placed(t.place, t.topic))) as ticket_topics
    from chosen c
    left join topics t on t.account = c._clear_account_id and t.place <= 5
    group by c._clear_account_id
)

select
    c.email as customer,
    c.created_at as signup_date,
    s.plan,
    s.subscription_status,
    p.payment,
    coalesce(e.content_watched, 0) as content_watched,
    coalesce(e.total_streams, 0) as total_streams,
    coalesce(n.tickets, 0) as tickets,
    t.ticket_topics
from chosen c
join subscribed s on s.account = c._clear_account_id
join paying p on p.account = c._clear_account_id
left join streams e on e.account = c._clear_account_id
left join counted n on n.account = c._clear_account_id
join commonest t on t.account = c._clear_account_id
order by c.account_id
