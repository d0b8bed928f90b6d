// Revenue by plan: every active subscription pays, every account counts once; the average is null without subscribers.
MATCH (p:Plan)
OPTIONAL MATCH (p)<-[:SUBSCRIBED_TO]-(s:Subscription)<-[:HAS_SUBSCRIPTION]-(account:Account)
WHERE toLower(s.status) = 'active' AND s.starts_at <= $as_of AND account.created_at <= $as_of
WITH p, account, count(s) AS held
WITH p, account, held,
  COUNT { MATCH (account)-[:WATCHED]->(e:PlayEvent) WHERE e.event_timestamp <= $as_of } AS streams
WITH p, count(account) AS subscribers, sum(held) * p.monthly_fee_minor AS revenue, sum(streams) AS streams
WITH p, subscribers, revenue,
  CASE WHEN subscribers > 0 THEN (20 * streams + subscribers) / (2 * subscribers) END AS tenths
RETURN
  p.plan_name AS plan_name,
  subscribers,
  toString(revenue / 100) + '.' + right('0' + toString(revenue % 100), 2) AS monthly_revenue,
  toString(tenths / 10) + '.' + toString(tenths % 10) AS avg_streams_per_user,
  p.max_devices AS max_devices
ORDER BY revenue DESC, plan_name
