-- One table: whether it can be cut by physical position, and whether a set of columns identifies a row.
-- Parameters: oid; names of the key columns.
SELECT
    c.relkind::text AS kind,
    pg_catalog.current_setting('server_version_num')::int AS version,
    pg_catalog.current_setting('server_encoding') AS encoding,
    pg_catalog.format('%I.%I', n.nspname, c.relname) AS full_name,
    CASE
        WHEN c.relkind IN ('r', 'm')
            THEN pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::int
        ELSE 0
    END AS blocks,
    pg_catalog.scale(0::money::numeric) AS money_scale,
    pg_catalog.clock_timestamp() AS now,
    (
        c.relkind IN ('r', 'm')
        AND EXISTS (SELECT FROM pg_catalog.pg_am a WHERE a.oid = c.relam AND a.amname = 'heap')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid)
    ) AS plain_heap,
    (
        (c.relkind = 'p' OR NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid))
        AND NOT EXISTS (
            SELECT FROM pg_catalog.unnest(?::text[]) AS key(name)
            WHERE NOT EXISTS (
                SELECT FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = c.oid AND a.attname = key.name AND a.attnotnull AND NOT a.attisdropped
            )
        )
        AND EXISTS (
            SELECT FROM pg_catalog.pg_index i
            WHERE i.indrelid = c.oid
                AND i.indisunique
                AND i.indisvalid
                AND i.indimmediate
                AND i.indpred IS NULL
                AND i.indexprs IS NULL
                AND NOT EXISTS (
                    SELECT FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS position
                    WHERE NOT EXISTS (
                        SELECT FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = c.oid
                            AND a.attnum = i.indkey[position]
                            AND a.attname = ANY (?::text[])
                    )
                )
        )
    ) AS key_is_unique
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid = ?::oid
