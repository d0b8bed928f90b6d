-- Rows that nobody reads from anywhere: payments of a year, as a table function makes them.
SELECT
    i::BIGINT AS payment_id,
    'customer-' || (i % 1000000) AS customer,
    ((i * 7919 % 100000) / 100)::DECIMAL(18, 2) AS amount,
    TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_seconds(i) AS paid_at,
    (i * 31 % 12)::INTEGER AS branch
FROM range({rows}) AS payments (i)
