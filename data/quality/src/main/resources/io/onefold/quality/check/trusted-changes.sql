-- Which keys of the trusted table change, and which of them stay in it?
create or replace temp table check_trusted_changes as
select {{keys}}, chosen.ok is not null as stays
from check_chosen as chosen
full join (
    {{existing}}
) as existing on {{same_key}}
where {{differs}}
