// Tastes: the genres each account watches most with their plays, ties by name; accounts with most streams first.
MATCH (account:Account)
WHERE account.created_at <= $as_of
WITH account, COUNT { MATCH (account)-[:WATCHED]->(e:PlayEvent) WHERE e.event_timestamp <= $as_of } AS total_streams
WHERE total_streams > 0
WITH account, total_streams
ORDER BY total_streams DESC, account.account_id
LIMIT $limit
RETURN
  account.email AS email,
  account.full_name AS full_name,
  COLLECT {
    MATCH (account)-[:WATCHED]->(e:PlayEvent)-[:PLAYED]->(title:Media)
    WHERE e.event_timestamp <= $as_of
    WITH coalesce(title.genre, 'Unknown') AS genre, count(*) AS plays
    RETURN genre + ' (' + toString(plays) + ' plays)' ORDER BY plays DESC, genre LIMIT $top
  } AS favorite_genres
ORDER BY total_streams DESC, account.account_id
