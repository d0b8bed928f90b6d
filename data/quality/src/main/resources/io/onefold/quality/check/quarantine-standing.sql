-- Which of the affected keys' rows stand in quarantine by an earlier check?
create or replace temp table check_standing as
select
    "_row_hash" as s_hash,
    "_contract_version" as contract_version,
    "_reasons" as reasons,
    {{discarded}} as discarded
from {{quarantine}}
where "_contract_version" <> ''{{of_affected}}
