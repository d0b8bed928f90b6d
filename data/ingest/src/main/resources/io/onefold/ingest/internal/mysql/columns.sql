-- The columns of one table.
-- Parameters: schema, or null for the current one; table.
SELECT
    column_name AS name,
    data_type AS base,
    column_type AS shown,
    numeric_precision AS digits,
    numeric_scale AS scale
FROM information_schema.columns
WHERE table_schema = coalesce(?, database()) AND table_name = ?
ORDER BY ordinal_position
