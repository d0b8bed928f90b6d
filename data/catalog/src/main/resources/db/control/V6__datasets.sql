-- Which tables the lake holds, with their columns, what the columns hold, and which of them must go.

create table control.lake_table (
    table_address text primary key,
    dataset text,
    layer text,
    snapshot_id bigint,
    committed_at timestamptz,
    run_id uuid,
    row_count bigint,
    registered_at timestamptz not null
);

create index lake_table_dataset on control.lake_table (dataset);

create table control.lake_column (
    table_address text not null references control.lake_table on delete cascade,
    column_name text not null,
    position int not null,
    data_type text not null,
    is_required bool not null,
    primary key (table_address, column_name)
);

-- Of which columns a derived column is made; origin_column '*' is any column of that table.
create table control.lake_column_origin (
    table_address text not null references control.lake_table on delete cascade,
    column_name text not null,
    origin_address text not null,
    origin_column text not null,
    primary key (table_address, column_name, origin_address, origin_column)
);

create table control.steward_tag (
    table_address text not null,
    column_name text not null,
    tag text not null,
    tagged_by text not null,
    tagged_at timestamptz not null,
    primary key (table_address, column_name, tag)
);

create table control.column_drop (
    table_address text not null,
    column_name text not null,
    dataset text not null,
    excluded_column text not null,
    reason text not null,
    requested_at timestamptz not null,
    dropped_at timestamptz,
    run_id uuid,
    primary key (table_address, column_name, requested_at)
);

create unique index column_drop_pending on control.column_drop (table_address, column_name) where dropped_at is null;
