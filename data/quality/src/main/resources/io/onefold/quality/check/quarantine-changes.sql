-- Which rows enter or leave quarantine, or stand there for other reasons than before? A discarded one stays as it was.
create or replace temp table check_quarantine_changes as
select
    coalesce(rejected.s_hash, standing.s_hash) as s_hash,
    standing.contract_version as before,
    rejected.s_hash is not null as stays
from check_rejected as rejected
full join check_standing as standing on rejected.s_hash = standing.s_hash
where
    rejected.s_hash is null
    or (
        standing.discarded is distinct from true
        and (
            standing.contract_version is distinct from {{contract_version}}
            or rejected.reasons is distinct from standing.reasons
        )
    )
