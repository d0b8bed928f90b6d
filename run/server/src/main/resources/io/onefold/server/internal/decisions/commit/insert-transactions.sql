-- Which decisions of a batch are new, each with its number; those that were decided before are left alone.
insert into decisions.transactions (
    tenant, transaction_id, "timestamp", amount, currency, user_id, customer_id, merchant_id, merchant_category,
    fraud_type, fraud_probability, risk_level, recommended_action, request_hash, subject
)
select * from unnest(
    ?::text[], ?::text[], ?::timestamptz[], ?::numeric[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
    ?::text[], ?::numeric[], ?::text[], ?::text[], ?::bytea[], ?::text[]
)
on conflict (tenant, transaction_id) do nothing
returning id, tenant, transaction_id, created_at
