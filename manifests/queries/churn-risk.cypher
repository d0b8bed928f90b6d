// Actives likely to leave: a row for each account with an active subscription, fewest recent streams, most recent tickets first.
WITH $as_of - duration({days: $window_days}) AS opens_after
MATCH (account:Account)
WHERE account.created_at <= $as_of
  AND EXISTS {
    MATCH (account)-[:HAS_SUBSCRIPTION]->(s:Subscription)
    WHERE toLower(s.status) = 'active' AND s.starts_at <= $as_of
  }
WITH account,
  COUNT {
    MATCH (account)-[:WATCHED]->(e:PlayEvent)
    WHERE e.event_timestamp > opens_after AND e.event_timestamp <= $as_of
  } AS recent_streams,
  COUNT {
    MATCH (account)-[:SUBMITTED]->(t:Ticket)
    WHERE t.created_at > opens_after AND t.created_at <= $as_of
  } AS recent_tickets,
  ($as_of.year - account.created_at.year) * 12 + $as_of.month - account.created_at.month AS months_begun
ORDER BY recent_streams, recent_tickets DESC, account.account_id
LIMIT $limit
RETURN
  account.email AS email,
  recent_streams,
  recent_tickets,
  months_begun - CASE WHEN account.created_at + duration({months: months_begun}) > $as_of THEN 1 ELSE 0 END AS age_months,
  CASE
    WHEN recent_streams = 0 AND recent_tickets > 0 THEN 'HIGH RISK - Problems + No Usage'
    WHEN recent_streams = 0 THEN 'HIGH RISK - No Activity'
    WHEN recent_streams < 5 THEN 'MEDIUM RISK - Low Engagement'
    ELSE 'LOW RISK - Active User'
  END AS churn_risk
ORDER BY recent_streams, recent_tickets DESC, account.account_id
