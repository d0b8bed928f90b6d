-- What accounts do beside payments, snapshots of the feature state, and messages on their way out.

create table decisions.account_event (
    id bigserial primary key,
    tenant varchar(40) not null,
    event_id varchar(50) not null,
    type varchar(20) not null,
    user_id varchar(50) not null,
    merchant_id varchar(50),
    "timestamp" timestamptz not null,
    device_id varchar(50),
    ip_hmac bytea,
    field varchar(50),
    created_at timestamptz not null default now(),
    unique (tenant, event_id)
);

create index account_event_time on decisions.account_event ("timestamp", id);

create table decisions.state_snapshot (
    id bigserial primary key,
    taken_at timestamptz not null,
    after_id bigint not null,
    format varchar(100) not null,
    body bytea not null
);

comment on column decisions.state_snapshot.after_id is 'the state holds every decision up to this number, and perhaps some after it';
