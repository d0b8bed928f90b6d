// Most popular titles: sessions that started a title, and of those the ones that finished it, so that no rate passes 100 %.
MATCH (media:Media)
WITH media,
  COUNT {
    MATCH (media)<-[:PLAYED]-(e:PlayEvent)
    WHERE e.event_timestamp <= $as_of AND e.action IN ['play', 'START']
    RETURN DISTINCT e.session_id
  } AS play_starts
WHERE play_starts > 0
WITH media, play_starts
ORDER BY play_starts DESC, media.title, media.media_id
LIMIT $limit
WITH media, play_starts,
  COUNT {
    MATCH (media)<-[:PLAYED]-(e:PlayEvent)
    WHERE e.event_timestamp <= $as_of AND e.action IN ['play', 'START', 'stop', 'FINISH']
    WITH e.session_id AS session, count(*) AS events, count(CASE WHEN e.action IN ['play', 'START'] THEN 1 END) AS starts
    WHERE starts > 0 AND events > starts
    RETURN session
  } AS completions
WITH media, play_starts, completions, (2000 * completions + play_starts) / (2 * play_starts) AS tenths
RETURN
  media.title AS title,
  media.genre AS genre,
  media.media_type AS media_type,
  media.release_date AS release_date,
  play_starts,
  completions,
  toString(tenths / 10) + '.' + toString(tenths % 10) AS completion_rate_pct
ORDER BY play_starts DESC, media.title, media.media_id
