-- A silo of payments, one row a second: types, nulls and texts as such tables have them. Parameter: {rows}.
CREATE TABLE payments AS
SELECT
    i::bigint AS payment_id,
    gen_random_uuid() AS account_id,
    (random() * 100000)::numeric(18, 2) AS amount,
    'INR'::char(3) AS currency,
    timestamptz '2024-01-01' + i * interval '1 second' AS paid_at,
    (array['card', 'upi', 'qr'])[1 + i % 3]::varchar(20) AS method,
    'dev-' || (i % 100000) AS device_id,
    ('10.' || (i % 256) || '.' || ((i / 256) % 256) || '.7')::inet AS ip,
    i % 5 <> 0 AS ok,
    CASE WHEN i % 4 <> 0 THEN 'note number ' || i END AS note
FROM generate_series(1, {rows}) AS i;

ALTER TABLE payments ADD PRIMARY KEY (payment_id), ALTER paid_at SET NOT NULL;

CREATE INDEX ON payments (paid_at);

VACUUM ANALYZE payments;

CHECKPOINT
