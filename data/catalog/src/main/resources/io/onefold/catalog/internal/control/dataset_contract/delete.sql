-- Deletes one row: ? its key.
delete from control.dataset_contract t
using jsonb_to_record(?) as k (contract_name text)
where t.contract_name = k.contract_name
