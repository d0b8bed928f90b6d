-- Every run, and what each item of it counted.

create table control.run (
    run_id uuid primary key,
    workflow text not null,
    status text not null check (status in ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
    principal text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    heartbeat_at timestamptz not null,
    process text not null,
    cancel_requested_at timestamptz,
    cancel_requested_by text,
    error_message text
);

create unique index run_one_at_a_time on control.run (workflow) where status = 'running';
create index run_latest on control.run (started_at desc);
create index run_latest_of_workflow on control.run (workflow, started_at desc);

create table control.run_item (
    run_id uuid not null references control.run,
    stage text not null,
    item text not null,
    position int not null,
    status text not null check (status in ('pending', 'running', 'succeeded', 'failed', 'cancelled', 'skipped')),
    started_at timestamptz,
    ended_at timestamptz,
    rows_read bigint,
    rows_unchanged bigint,
    rows_duplicates bigint,
    rows_superseded bigint,
    rows_quarantined bigint,
    rows_trusted bigint,
    rows_written bigint,
    rows_deleted bigint,
    values_normalised bigint,
    graph_created bigint,
    graph_updated bigint,
    graph_unmatched bigint,
    graph_dead bigint,
    bytes_written bigint,
    facts jsonb not null default '{}',
    error_message text,
    primary key (run_id, stage, item)
);

comment on column control.run_item.rows_read is 'null: unknown, not zero; likewise the other counts';

create index run_item_latest on control.run_item (item, stage, started_at desc);
