// Shared devices in trouble: events of known accounts per device, and the technical tickets of all its users.
MATCH (account:Account)-[:WATCHED]->(e:PlayEvent)
WHERE e.event_timestamp <= $as_of AND account.created_at <= $as_of
WITH e.device_fingerprint AS device, count(*) AS usage_count, collect(DISTINCT account) AS users
ORDER BY usage_count DESC, device
LIMIT $limit
RETURN
  device,
  usage_count,
  size(users) AS unique_users,
  COUNT {
    UNWIND users AS user
    MATCH (user)-[:SUBMITTED]->(t:Ticket)-[:TAGGED_WITH]->(tag:Tag)
    WHERE t.created_at <= $as_of AND tag.tag_name IN $tags
    RETURN DISTINCT t
  } AS technical_tickets
ORDER BY usage_count DESC, device
