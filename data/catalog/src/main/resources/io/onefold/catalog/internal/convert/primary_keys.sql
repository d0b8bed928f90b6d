-- The tables of the silo's own schemas with the columns of their primary key, in its order; none: a table without one.
select n.nspname as schema_name, c.relname as table_name,
    coalesce(array_agg(a.attname order by k.position) filter (where a.attname is not null), '{}')::text[] as key_columns
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join pg_index i on i.indrelid = c.oid and i.indisprimary
left join lateral unnest(i.indkey::int2[]) with ordinality as k (number, position) on true
left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\_%'
group by n.nspname, c.relname
order by n.nspname, c.relname
