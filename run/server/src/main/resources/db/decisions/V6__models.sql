-- Models with their bytes, states and lineage; the names of logged vectors.

alter table decisions.feature_plan add column names text[];

create table decisions.model (
    id bigserial primary key,
    fraud_type varchar(20) not null,
    version int not null,
    state varchar(20) not null check (state in ('candidate', 'shadow', 'challenger', 'champion', 'retired')),
    share double precision not null default 0,
    hash varchar(80) not null,
    artefact bytea not null,
    lineage jsonb not null,
    card jsonb not null,
    author text not null,
    approver text,
    backtest text,
    created_at timestamptz not null default now(),
    champion_at timestamptz,
    unique (fraud_type, version),
    unique (fraud_type, hash),
    check ((state = 'challenger') = (share > 0 and share < 1)),
    check (state = 'challenger' or share = 0)
);

create unique index model_champion on decisions.model (fraud_type) where state = 'champion';
create unique index model_challenger on decisions.model (fraud_type) where state = 'challenger';

insert into decisions.edition (name, number) values ('model', 0);
