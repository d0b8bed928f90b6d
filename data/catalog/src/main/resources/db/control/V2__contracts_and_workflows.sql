-- What datasets promise, and which jobs are run together.

create table control.dataset_contract (
    contract_name text primary key,
    contract_version text not null,
    datasets text[] not null,
    body jsonb not null,
    is_active bool not null default true
);

create index dataset_contract_datasets on control.dataset_contract using gin (datasets);

create table control.workflow (
    workflow_name text primary key,
    body jsonb not null,
    is_active bool not null default true
);
