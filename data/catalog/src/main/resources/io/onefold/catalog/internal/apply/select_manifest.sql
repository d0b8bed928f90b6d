-- Manifests with their newest document.
select m.manifest_id, m.type, m.name, m.workspace, m.revision, m.hash, m.deleted_at, r.body
from control.manifest m
join control.manifest_revision r on r.manifest_id = m.manifest_id and r.revision = m.revision
