// One card, several accounts: a row for each pair of accounts and card, lower account_id first.
MATCH (card:Card)<-[:USES_CARD]-(account:Account)
WHERE account.created_at <= $as_of
WITH card, collect(account) AS accounts
WHERE size(accounts) >= $min_accounts AND size(accounts) <= $max_group
UNWIND accounts AS one
UNWIND accounts AS other
WITH card, one, other
WHERE one.account_id < other.account_id
MATCH (one)-[:HAS_PAYMENT_METHOD]->(method:PaymentMethod)
WHERE method.card_fingerprint = card.value
RETURN
  one.email AS account_1,
  other.email AS account_2,
  method.card_fingerprint AS shared_card_fingerprint,
  method.card_type AS card_type,
  '***' + method.card_last_four AS card_ending
ORDER BY shared_card_fingerprint, one.account_id, other.account_id
