-- Who shares a card with a hacked account and an address with others: a row for each pair, most others first.
-- The others are neither of the pair; hubs connect nobody.
with known as (
    select * from `profiles_db.accounts` where created_at <= $as_of
),

hacked as (
    select distinct a._clear_account_id as account
    from known a
    join `support_db.tickets` t on lower(trim(t._clear_customer_email)) = lower(trim(a._clear_email))
    join `support_db.ticket_tag_link` l on l._clear_ticket_id = t._clear_ticket_id
    join `support_db.ticket_tags` g on g._clear_tag_id = l._clear_tag_id
    where g.tag_name = $tag and t.created_at <= $as_of
),

holders as (
    select distinct
        m._clear_card_fingerprint as card,
        m.card_fingerprint as fingerprint,
        m._clear_account_id as account
    from `profiles_db.payment_methods` m
    join known a on a._clear_account_id = m._clear_account_id
),

cards as (
    select card
    from holders
    group by card
    having count(*) > 1 and count(*) <= $hub_above
),

pairs as (
    select
        h.account as hacked,
        other.account as account,
        sort_array(collect_list(other.fingerprint)) as fingerprints
    from hacked h
    join holders own on own.account = h.account
    join cards c on c.card = own.card
    join holders other on other.card = c.card and other.account <> h.account
    group by h.account, other.account
),

users as (
    select distinct e._clear_ip_address as ip, e.ip_address as address, e._clear_account_id_from_token as account
    from `streaming_db.play_events` e
    join known a on a._clear_account_id = e._clear_account_id_from_token
    where e.event_timestamp <= $as_of
),

ips as (
    select ip
    from users
    group by ip
    having count(*) <= $hub_above
),

meetings as (
    select p.hacked, p.account, p.fingerprints, mine.ip, mine.address, other.account as other
    from pairs p
    join users mine on mine.account = p.account
    join ips i on i.ip = mine.ip
    join users other on other.ip = i.ip and other.account <> p.account and other.account <> p.hacked
),

met as (
    select hacked, account, any_value(fingerprints) as fingerprints, count(distinct other) as ip_accounts
    from meetings
    group by hacked, account
),

places as (
    select distinct hacked, account, ip, address
    from meetings
),

seen as (
    select hacked, account, sort_array(collect_list(address)) as addresses
    from places
    group by hacked, account
)

select
    h.email as hacked_account,
    a.email as account,
    m.fingerprints as shared_card_fingerprint,
    s.addresses as shared_ips,
    m.ip_accounts
from met m
join seen s on s.hacked = m.hacked and s.account = m.account
join known h on h._clear_account_id = m.hacked
join known a on a._clear_account_id = m.account
order by m.ip_accounts desc, h.account_id, a.account_id
