-- What was applied, by whom, in which revisions, and which control rows it stands behind.

create table control.manifest (
    manifest_id bigserial primary key,
    type text not null,
    version text not null,
    name text not null,
    workspace text not null,
    owner text,
    layer text,
    description text,
    tags text[] not null default '{}',
    content_version text,
    revision int not null,
    hash text not null,
    applied_at timestamptz not null,
    applied_by text not null,
    deleted_at timestamptz,
    unique (type, version, name, workspace)
);

comment on column control.manifest.hash is 'SHA-256 of the body as canonical JSON';

create table control.manifest_revision (
    manifest_id bigint not null references control.manifest,
    revision int not null,
    action text not null check (action in ('created', 'configured', 'deleted')),
    applied_at timestamptz not null,
    applied_by text not null,
    hash text not null,
    body jsonb not null,
    primary key (manifest_id, revision)
);

-- The control row as the manifest last wrote it; where the row differs from it, somebody edited it by hand.
create table control.manifest_row (
    manifest_id bigint not null references control.manifest,
    table_name text not null,
    row_key jsonb not null,
    row_written jsonb not null,
    primary key (manifest_id, table_name, row_key)
);

create index manifest_row_owners on control.manifest_row (table_name, row_key);

create table control.manifest_reference (
    manifest_id bigint not null references control.manifest,
    to_type text not null,
    to_name text not null,
    primary key (manifest_id, to_type, to_name)
);

create index manifest_reference_target on control.manifest_reference (to_type, to_name);
