-- What the clock has done for each workflow that starts by itself.

create table control.workflow_schedule (
    workflow_name text primary key,
    is_paused bool not null default false,
    paused_by text,
    -- The last start that a server has taken; no other server takes it again.
    last_due_at timestamptz,
    -- The snapshots of the inputs that the last start by commit has seen.
    last_inputs text
);
