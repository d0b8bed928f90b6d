// Most active streamers: streams, titles and genres of each account, and its five commonest genres, ties by name.
MATCH (account:Account)
WHERE account.created_at <= $as_of
WITH account, COUNT { MATCH (account)-[:WATCHED]->(e:PlayEvent) WHERE e.event_timestamp <= $as_of } AS total_streams
WHERE total_streams > 0
WITH account, total_streams
ORDER BY total_streams DESC, account.account_id
LIMIT $limit
WITH account, total_streams,
  COLLECT {
    MATCH (account)-[:WATCHED]->(e:PlayEvent)-[:PLAYED]->(title:Media)
    WHERE e.event_timestamp <= $as_of
    WITH coalesce(title.genre, 'Unknown') AS genre, count(*) AS plays
    RETURN genre ORDER BY plays DESC, genre
  } AS genres
RETURN
  account.email AS email,
  account.full_name AS full_name,
  total_streams,
  COUNT {
    MATCH (account)-[:WATCHED]->(e:PlayEvent)-[:PLAYED]->(title:Media)
    WHERE e.event_timestamp <= $as_of
    RETURN DISTINCT title
  } AS unique_content,
  size(genres) AS genres_watched,
  genres[0..5] AS top_genres
ORDER BY total_streams DESC, account.account_id
