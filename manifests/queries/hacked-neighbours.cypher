// Who shares a card with a hacked account and an address with others: a row for each pair, most others first.
// The others are neither of the pair; hubs connect nobody, and are looked at only as far as the bound.
MATCH (tag:Tag)<-[:TAGGED_WITH]-(t:Ticket)<-[:SUBMITTED]-(hacked:Account)
WHERE tag.tag_name = $tag AND t.created_at <= $as_of AND hacked.created_at <= $as_of
WITH DISTINCT hacked
MATCH (hacked)-[:USES_CARD]->(card:Card)
WITH hacked, card,
  COLLECT {
    MATCH (card)<-[:USES_CARD]-(holder:Account)
    WHERE holder.created_at <= $as_of
    RETURN holder LIMIT $hub_above + 1
  } AS holders
WHERE size(holders) <= $hub_above
UNWIND holders AS neighbour
WITH hacked, neighbour, card
WHERE neighbour <> hacked
WITH hacked, neighbour, card.value AS fingerprint
ORDER BY fingerprint
WITH hacked, neighbour, collect(fingerprint) AS fingerprints
MATCH (neighbour)-[use:USES_IP]->(ip:Ip)
WHERE use.first_seen <= $as_of
WITH hacked, neighbour, fingerprints, ip,
  COLLECT {
    MATCH (ip)<-[seen:USES_IP]-(user:Account)
    WHERE seen.first_seen <= $as_of AND user.created_at <= $as_of
    RETURN user LIMIT $hub_above + 1
  } AS users
WHERE size(users) <= $hub_above
WITH hacked, neighbour, fingerprints, ip.value AS address, [user IN users WHERE user <> hacked AND user <> neighbour] AS others
WHERE size(others) > 0
WITH hacked, neighbour, fingerprints, address, others
ORDER BY address
WITH hacked, neighbour, fingerprints, collect(address) AS addresses, collect(others) AS others
WITH hacked, neighbour, fingerprints, addresses,
  COUNT { UNWIND others AS some UNWIND some AS other RETURN DISTINCT other } AS ip_accounts
RETURN
  hacked.email AS hacked_account,
  neighbour.email AS account,
  fingerprints AS shared_card_fingerprint,
  addresses AS shared_ips,
  ip_accounts
ORDER BY ip_accounts DESC, hacked.account_id, neighbour.account_id
