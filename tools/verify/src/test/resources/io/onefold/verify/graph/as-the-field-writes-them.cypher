// Ten questions as people who know only labels, types and column names would write them: no parameters, no keys of the loader.

// Which accounts pay with the same card?
MATCH (one:Account)-[:HAS_PAYMENT_METHOD]->(card1:PaymentMethod), (two:Account)-[:HAS_PAYMENT_METHOD]->(card2:PaymentMethod)
WHERE card1.card_fingerprint = card2.card_fingerprint AND one.account_id < two.account_id
RETURN one.email AS first, two.email AS second, card1.card_fingerprint AS card, card1.card_type, '***' + card1.card_last_four AS ending
ORDER BY card;

// What is each customer worth?
MATCH (a:Account)
OPTIONAL MATCH (a)-[:HAS_SUBSCRIPTION]->(:Subscription)-[:SUBSCRIBED_TO]->(p:Plan)
OPTIONAL MATCH (a)-[:WATCHED]->(e:PlayEvent)-[:PLAYED]->(m:Media)
OPTIONAL MATCH (a)-[:SUBMITTED]->(t:Ticket)
WITH a, p, count(DISTINCT e) AS streams, count(DISTINCT m) AS titles, count(DISTINCT t) AS tickets,
  duration.between(a.created_at, datetime()).months AS months
RETURN a.email, a.full_name, p.plan_name, toFloat(p.monthly_fee) * months AS revenue, streams, titles, tickets, months,
  CASE WHEN streams > 20 THEN 'Power' WHEN streams > 0 THEN 'Casual' ELSE 'Silent' END AS segment
ORDER BY revenue DESC LIMIT 20;

// Who is about to leave?
WITH datetime('2025-11-03T00:00:00') AS today
MATCH (a:Account)-[:HAS_SUBSCRIPTION]->(s:Subscription)
WHERE s.status IN ['active', 'Active']
OPTIONAL MATCH (a)-[:WATCHED]->(e:PlayEvent) WHERE e.event_timestamp > today - duration({days: 30})
OPTIONAL MATCH (a)-[:SUBMITTED]->(t:Ticket) WHERE t.created_at > today - duration({days: 30})
WITH a, today, count(DISTINCT e) AS streams, count(DISTINCT t) AS tickets
RETURN a.email, streams, tickets, duration.between(a.created_at, today).months AS age,
  CASE WHEN streams = 0 THEN 'high' WHEN streams < 5 THEN 'medium' ELSE 'low' END AS risk
ORDER BY streams, tickets DESC LIMIT 20;

// Which genres does each customer like?
MATCH (a:Account)-[:WATCHED]->(:PlayEvent)-[:PLAYED]->(m:Media)
WITH a, m.genre AS genre, count(*) AS plays ORDER BY a.account_id, plays DESC
WITH a, collect({genre: genre, plays: plays})[0..3] AS best
RETURN a.email, a.full_name, [g IN best | g.genre + ' (' + g.plays + ' plays)'] AS favourites LIMIT 20;

// What does each plan earn?
MATCH (p:Plan)<-[:SUBSCRIBED_TO]-(s:Subscription)<-[:HAS_SUBSCRIPTION]-(a:Account)
WHERE s.status IN ['active', 'Active']
OPTIONAL MATCH (a)-[:WATCHED]->(e:PlayEvent)
WITH p, count(DISTINCT a) AS subscribers, count(DISTINCT e) AS streams
RETURN p.plan_name, subscribers, toFloat(p.monthly_fee) * subscribers AS revenue, round(toFloat(streams) / subscribers, 1) AS per_head, p.max_devices
ORDER BY revenue DESC;

// What is watched most, and how often to its end?
MATCH (m:Media)<-[:PLAYED]-(e:PlayEvent)
WITH m, count(CASE WHEN e.action IN ['play', 'START'] THEN 1 END) AS starts, count(CASE WHEN e.action IN ['stop', 'FINISH'] THEN 1 END) AS ends
WHERE starts > 0
RETURN m.title, m.genre, m.media_type, m.release_date, starts, ends, round(100.0 * ends / starts, 1) AS percent
ORDER BY starts DESC LIMIT 20;

// Which devices are in trouble?
MATCH (a:Account)-[:WATCHED]->(e:PlayEvent)
WITH e.device_fingerprint AS device, count(*) AS uses, collect(DISTINCT a.email) AS users ORDER BY uses DESC LIMIT 10
OPTIONAL MATCH (:Account {email: users[0]})-[:SUBMITTED]->(t:Ticket)-[:TAGGED_WITH]->(tag:Tag) WHERE tag.tag_name IN ['Technical', 'Playback']
RETURN device, uses, size(users) AS people, count(DISTINCT t) AS tickets ORDER BY uses DESC;

// What did John Smith do?
MATCH (a:Account {email: 'john.smith@email.com'})
OPTIONAL MATCH (a)-[:HAS_SUBSCRIPTION]->(s:Subscription)-[:SUBSCRIBED_TO]->(p:Plan)
OPTIONAL MATCH (a)-[:HAS_PAYMENT_METHOD]->(card:PaymentMethod)
OPTIONAL MATCH (a)-[:WATCHED]->(e:PlayEvent)-[:PLAYED]->(m:Media)
OPTIONAL MATCH (a)-[:SUBMITTED]->(t:Ticket)-[:TAGGED_WITH]->(tag:Tag)
RETURN a.email, a.created_at, p.plan_name, s.status, card.card_type + ' ' + card.card_last_four AS payment,
  count(DISTINCT m) AS titles, count(DISTINCT e) AS streams, count(DISTINCT t) AS tickets, collect(DISTINCT tag.tag_name)[0..5] AS topics;

// Who watches most?
MATCH (a:Account)-[:WATCHED]->(e:PlayEvent)-[:PLAYED]->(m:Media)
WITH a, count(DISTINCT e) AS streams, count(DISTINCT m) AS titles, collect(DISTINCT m.genre)[0..5] AS genres
RETURN a.email, a.full_name, streams, titles, genres ORDER BY streams DESC LIMIT 10;

// When is the service busy?
MATCH (e:PlayEvent)
WITH e.event_timestamp.hour AS hour, count(*) AS streams
RETURN hour, streams, CASE WHEN streams > 5 THEN 'Peak' ELSE 'Low' END AS level ORDER BY hour;
