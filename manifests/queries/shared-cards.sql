-- One card, several accounts: a row for each pair of accounts and card, lower account_id first.
with holders as (
    select
        m._clear_card_fingerprint as card,
        a.account_id,
        a.email,
        m.card_fingerprint,
        m.card_type,
        m.card_last_four
    from `profiles_db.payment_methods` m
    join `profiles_db.accounts` a on a._clear_account_id = m._clear_account_id
    where a.created_at <= $as_of
),

shared as (
    select card
    from holders
    group by card
    having count(distinct account_id) >= $min_accounts and count(distinct account_id) <= $max_group
)

select
    one.email as account_1,
    other.email as account_2,
    one.card_fingerprint as shared_card_fingerprint,
    one.card_type,
    '***' || one.card_last_four as card_ending
from shared
join holders one on one.card = shared.card
join holders other on other.card = shared.card
where one.account_id < other.account_id
order by shared_card_fingerprint, one.account_id, other.account_id
