-- The unique indexes of one table over whole columns that are never null, each with its columns.
-- Parameters: schema, or null for the current one; table.
SELECT s.index_name AS name, s.column_name AS column_name
FROM information_schema.statistics s
JOIN information_schema.columns c
    ON c.table_schema = s.table_schema AND c.table_name = s.table_name AND c.column_name = s.column_name
WHERE s.table_schema = coalesce(?, database()) AND s.table_name = ?
    AND NOT EXISTS (
        SELECT 1
        FROM information_schema.statistics o
        LEFT JOIN information_schema.columns n
            ON n.table_schema = o.table_schema AND n.table_name = o.table_name AND n.column_name = o.column_name
        WHERE o.table_schema = s.table_schema AND o.table_name = s.table_name AND o.index_name = s.index_name
            AND (o.non_unique <> 0 OR o.sub_part IS NOT NULL OR n.is_nullable IS NULL OR n.is_nullable <> 'NO')
    )
ORDER BY s.index_name, s.seq_in_index
