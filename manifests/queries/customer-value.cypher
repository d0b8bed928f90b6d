// Lifetime value: the fee of every subscription times its full months, most valuable accounts first.
// A subscription runs to as-of while active, else to the end of what was paid, and counts nothing if that is unknown.
MATCH (account:Account)
WHERE account.created_at <= $as_of
OPTIONAL MATCH (account)-[:HAS_SUBSCRIPTION]->(s:Subscription)-[:SUBSCRIBED_TO]->(p:Plan)
WHERE s.starts_at <= $as_of
WITH account, s, p,
  CASE
    WHEN toLower(s.status) = 'active' THEN $as_of
    WHEN s.renews_at > $as_of THEN $as_of
    ELSE s.renews_at
  END AS ends_at
WITH account, s, p, ends_at, (ends_at.year - s.starts_at.year) * 12 + ends_at.month - s.starts_at.month AS months_begun
WITH account,
  sum(
    CASE
      WHEN ends_at >= s.starts_at THEN
        p.monthly_fee_minor * (months_begun - CASE WHEN s.starts_at + duration({months: months_begun}) > ends_at THEN 1 ELSE 0 END)
      ELSE 0
    END
  ) AS revenue
ORDER BY revenue DESC, account.account_id
LIMIT $limit
WITH account, revenue,
  ($as_of.year - account.created_at.year) * 12 + $as_of.month - account.created_at.month AS months_begun,
  COUNT { MATCH (account)-[:WATCHED]->(e:PlayEvent) WHERE e.event_timestamp <= $as_of } AS total_streams
RETURN
  account.email AS email,
  account.full_name AS full_name,
  head(COLLECT {
    MATCH (account)-[:HAS_SUBSCRIPTION]->(s:Subscription)-[:SUBSCRIBED_TO]->(p:Plan)
    WHERE s.starts_at <= $as_of AND toLower(s.status) = 'active'
    RETURN p.plan_name ORDER BY s.starts_at DESC, s.subscription_id DESC LIMIT 1
  }) AS plan,
  toString(revenue / 100) + '.' + right('0' + toString(revenue % 100), 2) AS estimated_revenue,
  total_streams,
  COUNT {
    MATCH (account)-[:WATCHED]->(e:PlayEvent)-[:PLAYED]->(title:Media)
    WHERE e.event_timestamp <= $as_of
    RETURN DISTINCT title
  } AS unique_content,
  COUNT { MATCH (account)-[:SUBMITTED]->(t:Ticket) WHERE t.created_at <= $as_of } AS tickets,
  months_begun - CASE WHEN account.created_at + duration({months: months_begun}) > $as_of THEN 1 ELSE 0 END AS months_active,
  CASE
    WHEN total_streams > 20 THEN 'Power User'
    WHEN total_streams > 10 THEN 'Regular User'
    WHEN total_streams > 0 THEN 'Casual User'
    ELSE 'At-Risk (No Activity)'
  END AS segment
ORDER BY revenue DESC, account.account_id
