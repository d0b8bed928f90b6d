-- What was asked for and goes on after the answer: trainings of models, backtests.

create table decisions.training_run (
    id uuid primary key,
    tenant varchar(40) not null,
    subject text not null,
    request jsonb not null,
    status varchar(10) not null check (status in ('queued', 'running', 'succeeded', 'failed')),
    reason text,
    result jsonb,
    author text not null,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    check ((status = 'failed') = (reason is not null)),
    check ((status = 'succeeded') = (result is not null))
);

comment on column decisions.training_run.subject is 'the fraud type';
comment on column decisions.training_run.reason is 'why it failed, for the person who asked';

create index training_run_unended on decisions.training_run (created_at) where ended_at is null;
create index training_run_subject on decisions.training_run (subject, ended_at) where status = 'succeeded';

create table decisions.backtest (like decisions.training_run including all);

comment on column decisions.backtest.subject is 'what was put in the place of what decided, for example rule CC01@2';
