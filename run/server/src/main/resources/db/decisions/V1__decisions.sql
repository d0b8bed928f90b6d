-- Payments as they were decided, in the columns that the reference service has, and what is needed to answer and recompute them.

create table decisions.transactions (
    id bigserial primary key,
    tenant varchar(40) not null default 'default',
    transaction_id varchar(50) not null,
    "timestamp" timestamptz not null,
    amount numeric(19, 4) not null check (amount >= 0),
    currency char(3) not null,
    user_id varchar(50) not null,
    customer_id text,
    merchant_id varchar(50),
    merchant_category varchar(100),
    fraud_type varchar(20) not null,
    fraud_probability numeric(5, 4),
    risk_level varchar(20),
    recommended_action varchar(50),
    request_hash bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    unique (tenant, transaction_id)
);

create index transactions_user on decisions.transactions (user_id, "timestamp");
create index transactions_time on decisions.transactions ("timestamp");
create index transactions_probability on decisions.transactions (fraud_probability);

-- Beyond the reference: who asked, so that a service reads its own decisions.
alter table decisions.transactions add column subject text;

create table decisions.decision_details (
    id bigint not null,
    created_at timestamptz not null,
    request bytea not null,
    entities bytea not null,
    features bytea not null,
    model_id bigint,
    policy_id bigint not null,
    margin real,
    response bytea not null,
    primary key (created_at, id)
) partition by range (created_at);

comment on column decisions.decision_details.request is 'deflated, then sealed by the user''s data key; the data key''s number stands in front';
comment on column decisions.decision_details.features is 'the number of the feature plan, then float32, packed';

create table decisions.feature_plan (
    id serial primary key,
    hash bytea not null unique
);

comment on table decisions.feature_plan is 'Which hash names the places of a logged vector';

create table decisions.fraud_alerts (
    id bigserial primary key,
    tenant varchar(40) not null,
    transaction_id varchar(50) not null,
    customer_id text,
    alert_type varchar(50) not null,
    severity varchar(20) not null,
    description text,
    status varchar(20) not null default 'open' check (status in ('open', 'assigned', 'closed')),
    assignee text,
    case_id bigint,
    suppressed_by bigint,
    created_at timestamptz not null default now(),
    foreign key (tenant, transaction_id) references decisions.transactions (tenant, transaction_id)
);

-- Beyond the reference: reason codes, strongest first; the version that a change must name.
alter table decisions.fraud_alerts
    add column reasons text[] not null default '{}',
    add column version int not null default 1;

create unique index fraud_alerts_transaction on decisions.fraud_alerts (tenant, transaction_id);
create index fraud_alerts_case on decisions.fraud_alerts (case_id) where case_id is not null;

create table decisions.model_performance (
    id bigserial primary key,
    model_id bigint,
    model_type varchar(50) not null,
    fraud_type varchar(50) not null,
    accuracy numeric(5, 4),
    roc_auc numeric(5, 4),
    average_precision numeric(5, 4),
    precision_at_100 numeric(5, 4),
    brier numeric(9, 8),
    calibration_error numeric(5, 4),
    kind varchar(10) not null,
    data_from timestamptz,
    data_to timestamptz,
    training_date timestamptz,
    created_at timestamptz not null default now()
);

-- Makes the partitions of the month before this one, of this one, and of so many after it.
create function decisions.make_partitions(months int) returns void language plpgsql as $$
declare
    begins timestamp;
begin
    perform pg_advisory_xact_lock(hashtextextended('onefold.decisions.partitions', 0));
    for offset_months in -1..months loop
        begins := date_trunc('month', now() at time zone 'UTC') + make_interval(months => offset_months);
        execute format(
            'create table if not exists decisions.%I partition of decisions.decision_details for values from (%L) to (%L)',
            'decision_details_' || to_char(begins, 'YYYY_MM'),
            begins at time zone 'UTC',
            (begins + interval '1 month') at time zone 'UTC'
        );
    end loop;
end
$$;

-- Drops the partitions that ended before a time, and says which.
create function decisions.drop_partitions(before timestamptz) returns setof text language plpgsql as $$
declare
    partition text;
begin
    perform pg_advisory_xact_lock(hashtextextended('onefold.decisions.partitions', 0));
    for partition in
        select child.relname
        from pg_inherits
        join pg_class child on child.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = 'decisions.decision_details'::regclass
        order by child.relname
    loop
        if (to_timestamp(right(partition, 7), 'YYYY_MM')::timestamp + interval '1 month') at time zone 'UTC' <= before then
            execute format('drop table decisions.%I', partition);
            return next partition;
        end if;
    end loop;
end
$$;

-- The reference's SQL names no schema.
do $$
begin
    execute format('alter database %I set search_path = %s, decisions', current_database(), current_setting('search_path'));
exception
    when insufficient_privilege then
        raise notice 'the owner of the database may add schema decisions to its search_path';
end
$$;
