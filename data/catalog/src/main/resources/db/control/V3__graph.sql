-- How datasets become a graph, and what its loads did.

create table control.node_label_mapping (
    mapping_id bigserial primary key,
    graph text not null,
    source_id bigint not null references control.source_database,
    table_name text not null,
    node_label text not null,
    key_columns text[] not null check (cardinality(key_columns) > 0),
    is_active bool not null default true,
    unique (graph, source_id, table_name, node_label)
);

create table control.relationship_mapping (
    relationship_id bigserial primary key,
    graph text not null,
    relationship_type text not null,
    from_mapping bigint not null references control.node_label_mapping,
    from_columns text[] not null,
    to_mapping bigint not null references control.node_label_mapping,
    to_columns text[] not null,
    junction_source bigint references control.source_database,
    junction_table text,
    junction_from text[],
    junction_to text[],
    normaliser text not null default 'exact',
    property_columns text[] not null default '{}',
    join_text text,
    description text,
    is_active bool not null default true,
    execution_order int not null default 0
);

create unique index relationship_mapping_once on control.relationship_mapping (
    graph, relationship_type, from_mapping, from_columns, to_mapping, to_columns,
    coalesce(junction_source, 0), coalesce(junction_table, '')
);

create table control.identifier_mapping (
    identifier_id bigserial primary key,
    graph text not null,
    identifier_label text not null,
    relationship_type text not null,
    from_mapping bigint not null references control.node_label_mapping,
    from_columns text[] not null,
    value_source bigint not null references control.source_database,
    value_table text not null,
    join_columns text[] not null,
    value_column text not null,
    seen_at_column text,
    hub_above int not null check (hub_above > 0),
    normaliser text not null default 'exact',
    is_active bool not null default true,
    unique (graph, identifier_label, relationship_type, from_mapping, value_source, value_table, value_column)
);

create table control.graph_definition (
    graph text primary key,
    customer_label text,
    max_dead_letters bigint not null default 0 check (max_dead_letters >= 0),
    batch_size int not null default 5000 check (batch_size > 0),
    mask_properties bool not null default true,
    fraud_source bigint references control.source_database,
    fraud_table text,
    fraud_key text[],
    fraud_known_at text,
    further jsonb not null default '{}',
    is_active bool not null default true
);

create table control.graph_run (
    run_id uuid primary key,
    graph text not null,
    mode text not null check (mode in ('full', 'incremental', 'bulk', 'replay')),
    status text not null check (status in ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
    started_at timestamptz not null,
    ended_at timestamptz,
    snapshots jsonb not null,
    cleared bool not null default false,
    reconciliation jsonb,
    error_message text
);

create index graph_run_latest on control.graph_run (graph, started_at desc);

create table control.graph_table_run (
    run_id uuid references control.graph_run,
    item text,
    status text not null,
    is_progressing bool generated always as (status = 'running') stored,
    is_done bool generated always as (status = 'succeeded') stored,
    started_at timestamptz,
    ended_at timestamptz,
    rows_read bigint,
    created bigint,
    updated bigint,
    deleted bigint,
    unmatched bigint,
    dead bigint,
    last_batch int,
    error_message text,
    primary key (run_id, item)
);

create table control.graph_dead_letter (
    run_id uuid,
    item text,
    row_key text,
    masked_row jsonb,
    reason text,
    resolved_at timestamptz
);

create index graph_dead_letter_run on control.graph_dead_letter (run_id, item);

create table control.cypher_script (
    script_name text primary key,
    file_path text unique not null,
    file_size_kb bigint,
    sha256 text,
    run_id uuid,
    last_updated_at timestamptz,
    last_run_time timestamptz
);
