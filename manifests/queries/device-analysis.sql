-- Shared devices in trouble: events of known accounts per device, and the technical tickets of all its users.
with uses as (
    select e.device_fingerprint as device, a._clear_account_id as account, a._clear_email as email, count(*) as events
    from `streaming_db.play_events` e
    join `profiles_db.accounts` a on a._clear_account_id = e._clear_account_id_from_token
    where e.event_timestamp <= $as_of and a.created_at <= $as_of
    group by e.device_fingerprint, a._clear_account_id, a._clear_email
),

devices as (
    select device, cast(sum(events) as bigint) as usage_count, count(*) as unique_users
    from uses
    group by device
    order by usage_count desc, device nulls last
    limit $limit
),

technical as (
    select lower(trim(t._clear_customer_email)) as sender, t._clear_ticket_id as ticket
    from `support_db.tickets` t
    where
        t.created_at <= $as_of
        and exists (
            select 1
            from `support_db.ticket_tag_link` l
            join `support_db.ticket_tags` g on g._clear_tag_id = l._clear_tag_id
            where l._clear_ticket_id = t._clear_ticket_id and array_contains($tags, g.tag_name)
        )
)

select d.device, d.usage_count, d.unique_users, count(distinct c.ticket) as technical_tickets
from devices d
join uses u on u.device is not distinct from d.device
left join technical c on c.sender = lower(trim(u.email))
group by d.device, d.usage_count, d.unique_users
order by d.usage_count desc, d.device nulls last
