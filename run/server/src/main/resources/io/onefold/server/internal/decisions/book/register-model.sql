-- Keeps a model as candidate under the next version of its fraud type; nothing when the same artefact is there.
insert into decisions.model (fraud_type, version, state, hash, artefact, lineage, card, author)
select
    ?, coalesce((select max(model.version) from decisions.model where model.fraud_type = ?), 0) + 1, 'candidate',
    ?, ?, ?, ?, ?
on conflict (fraud_type, hash) do nothing
returning id
