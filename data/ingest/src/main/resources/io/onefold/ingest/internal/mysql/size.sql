-- About how many rows a table has, and the server's clock.
-- Parameters: schema, or null for the current one; table.
SELECT
    coalesce(max(table_rows), 0) AS about,
    cast(unix_timestamp(now(6)) AS char) AS now
FROM information_schema.tables
WHERE table_schema = coalesce(?, database()) AND table_name = ? AND table_type = 'BASE TABLE'
