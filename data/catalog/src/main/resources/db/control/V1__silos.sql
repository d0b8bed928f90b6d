-- Which silos there are, which of their tables are ingested how, and which columns are never read.

create table control.source_database (
    source_id bigserial primary key,
    source_name text unique not null,
    kind text not null,
    db_host text,
    db_port int,
    db_name text,
    db_user text,
    secret_ref text check (secret_ref ~ '^(env|file):'),
    zone text,
    is_active bool not null default true,
    last_accessed timestamptz,
    manifest_name text,
    part text,
    settings_prefix text,
    file_root text,
    schema_name text,
    drift text not null default 'fail' check (drift in ('fail', 'add', 'ignore'))
);

comment on column control.source_database.source_name is 'prefix of its datasets';
comment on column control.source_database.secret_ref is 'where the password is found; never the password';
comment on column control.source_database.settings_prefix is 'settings <prefix>HOST, PORT, NAME, USER, PASSWORD win once HOST is set';

create table control.source_table (
    source_id bigint not null references control.source_database on delete cascade,
    table_name text not null,
    physical_name text not null,
    position int not null,
    key_columns text[] not null check (cardinality(key_columns) > 0),
    watermark_column text,
    lateness text not null default 'PT0S',
    detect_deletes bool not null default false,
    file_path text,
    delimiter text,
    quote_character text,
    has_header bool,
    encoding text,
    null_text text,
    is_active bool not null default true,
    primary key (source_id, table_name)
);

comment on column control.source_table.lateness is 'ISO 8601 duration behind the greatest watermark';

create table control.field_exclusion_rule (
    rule_id bigserial primary key,
    source_id bigint not null references control.source_database,
    table_name text not null,
    column_name text not null,
    is_excluded bool not null default true,
    reason text not null,
    unique (source_id, table_name, column_name)
);

create table control.source_column_tag (
    source_id bigint not null references control.source_database on delete cascade,
    table_name text not null,
    column_name text not null,
    tags text[] not null,
    primary key (source_id, table_name, column_name)
);
