-- Applied manifests with their last run: ? type, type, name, name.
select m.type, m.name, coalesce(m.content_version, m.version) as version, m.workspace, coalesce(m.owner, m.applied_by) as owner,
    m.revision, m.applied_at, m.applied_by, m.description, m.tags,
    case
        when m.type = 'source'
            then coalesce((select s.is_active from control.source_database s where s.manifest_name = m.name limit 1), false)
        when m.type = 'contract'
            then coalesce((select c.is_active from control.dataset_contract c where c.contract_name = m.name), false)
        when m.type = 'graph'
            then coalesce((select g.is_active from control.graph_definition g where g.graph = m.name), false)
        when m.type = 'workflow'
            then coalesce((select w.is_active from control.workflow w where w.workflow_name = m.name), false)
        when m.type = 'role'
            then coalesce((select r.is_active from control.app_role r where r.role_name = m.name), false)
        when m.type in ('query', 'fraud-history', 'fraud-rule', 'fraud-policy') then true
        else coalesce((select u.is_active from control.app_user u where u.user_name = m.name), false)
    end as is_active,
    last_run.started_at as last_run_at,
    last_run.status as last_run_status
from control.manifest m
left join lateral (
    select r.started_at, r.status
    from control.run r
    where m.type = 'workflow' and r.workflow = m.name
    union all
    select i.started_at, i.status
    from control.run_item i
    join control.source_database s on s.manifest_name = m.name and i.item like s.source_name || '.%'
    where m.type = 'source' and i.started_at is not null
    union all
    select g.started_at, g.status
    from control.graph_run g
    where m.type = 'graph' and g.graph = m.name
    order by started_at desc
    limit 1
) last_run on true
where m.deleted_at is null
    and (?::text is null or m.type = ?)
    and (?::text is null or m.name = ?)
order by m.type, m.name, m.workspace
