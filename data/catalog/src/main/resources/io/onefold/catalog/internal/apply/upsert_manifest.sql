-- Keeps the head of a manifest's newest revision: ? identity, head, revision, hash, time, person.
insert into control.manifest (
    type, version, name, workspace, owner, layer, description, tags, content_version, revision, hash, applied_at, applied_by
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (type, version, name, workspace) do update
set owner = excluded.owner,
    layer = excluded.layer,
    description = excluded.description,
    tags = excluded.tags,
    content_version = excluded.content_version,
    revision = excluded.revision,
    hash = excluded.hash,
    applied_at = excluded.applied_at,
    applied_by = excluded.applied_by,
    deleted_at = null
returning manifest_id
