-- The columns of one table, domains followed to the type they are made of.
-- Parameter: oid.
WITH RECURSIVE base AS (
    SELECT a.attnum, t.oid AS type, t.typtype, t.typbasetype, a.atttypmod AS modifier, t.typtypmod
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT base.attnum, t.oid, t.typtype, t.typbasetype, base.typtypmod, t.typtypmod
    FROM base
    JOIN pg_catalog.pg_type t ON t.oid = base.typbasetype
    WHERE base.typtype = 'd'
)
SELECT
    a.attname AS name,
    t.typname AS base,
    n.nspname = 'pg_catalog' AS built_in,
    coalesce(e.typname, '') AS element,
    base.modifier,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS shown
FROM base
JOIN pg_catalog.pg_attribute a ON a.attrelid = ?::oid AND a.attnum = base.attnum
JOIN pg_catalog.pg_type t ON t.oid = base.type
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A' AND t.typlen = -1
WHERE base.typtype <> 'd'
ORDER BY a.attnum
