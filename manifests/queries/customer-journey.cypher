// One customer in one row: subscriptions first begun first, cards by their text, the five commonest topics.
MATCH (account:Account)
WHERE account.created_at <= $as_of
  AND ($email IS NULL OR account.email = $email)
  AND ($customer_id IS NULL OR account.account_id = $customer_id)
RETURN
  account.email AS customer,
  account.created_at AS signup_date,
  COLLECT {
    MATCH (account)-[:HAS_SUBSCRIPTION]->(s:Subscription)-[:SUBSCRIBED_TO]->(p:Plan)
    WHERE s.starts_at <= $as_of
    RETURN p.plan_name ORDER BY s.starts_at, s.subscription_id
  } AS plan,
  COLLECT {
    MATCH (account)-[:HAS_SUBSCRIPTION]->(s:Subscription)-[:SUBSCRIBED_TO]->(:Plan)
    WHERE s.starts_at <= $as_of
    RETURN s.status ORDER BY s.starts_at, s.subscription_id
  } AS subscription_status,
  COLLECT {
    MATCH (account)-[:HAS_PAYMENT_METHOD]->(m:PaymentMethod)
    WITH m, coalesce(m.card_type, 'Card') + ' •••• ' + m.card_last_four AS payment
    RETURN payment ORDER BY payment, m.payment_method_id
  } AS payment,
  COUNT {
    MATCH (account)-[:WATCHED]->(e:PlayEvent)-[:PLAYED]->(title:Media)
    WHERE e.event_timestamp <= $as_of
    RETURN DISTINCT title
  } AS content_watched,
  COUNT { MATCH (account)-[:WATCHED]->(e:PlayEvent) WHERE e.event_timestamp <= $as_of } AS total_streams,
  COUNT { MATCH (account)-[:SUBMITTED]->(t:Ticket) WHERE t.created_at <= $as_of } AS tickets,
  COLLECT {
    MATCH (account)-[:SUBMITTED]->(t:Ticket)-[:TAGGED_WITH]->(tag:Tag)
    WHERE t.created_at <= $as_of
    WITH tag.tag_name AS topic, count(*) AS times
    RETURN topic ORDER BY times DESC, topic LIMIT 5
  } AS ticket_topics
ORDER BY account.account_id
