-- Inserts or updates one row: ? the row.
insert into control.dataset_contract (contract_name, contract_version, datasets, body, is_active)
select contract_name, contract_version, datasets, body, is_active
from jsonb_to_record(?) as r (
    contract_name text,
    contract_version text,
    datasets text[],
    body jsonb,
    is_active bool
)
on conflict (contract_name) do update
set contract_version = excluded.contract_version,
    datasets = excluded.datasets,
    body = excluded.body,
    is_active = excluded.is_active
