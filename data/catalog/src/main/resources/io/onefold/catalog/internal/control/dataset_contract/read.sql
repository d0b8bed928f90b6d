-- Contracts, one JSON object each: ? what they contain.
select row
from (
    select to_jsonb(r) as row
    from (select contract_name, contract_version, datasets, body, is_active from control.dataset_contract) r
) rows
where row @> ?
order by row
