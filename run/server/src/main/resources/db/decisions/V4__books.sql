-- The books of rules and policies: versions whose bodies never change, and editions that name those in force together.

create table decisions.rule (
    number bigserial primary key,
    id varchar(100) not null,
    version int not null,
    mode varchar(10) not null check (mode in ('draft', 'shadow', 'active', 'retired')),
    body jsonb not null,
    canonical text not null,
    author text not null,
    approver text,
    active_from timestamptz,
    created_at timestamptz not null default now(),
    unique (id, version)
);

comment on column decisions.rule.canonical is 'the body as RFC 8785 writes it; jsonb keeps no order';

create unique index rule_active on decisions.rule (id) where mode = 'active';

create table decisions.policy (
    number bigserial primary key,
    id varchar(100) not null,
    version int not null,
    mode varchar(10) not null check (mode in ('draft', 'shadow', 'active', 'retired')),
    body jsonb not null,
    canonical text not null,
    author text not null,
    approver text,
    active_from timestamptz,
    created_at timestamptz not null default now(),
    unique (id, version)
);

create unique index policy_active on decisions.policy (id) where mode = 'active';

-- Edition n of a book is what its entries say whose last edition is not before n.
create table decisions.book_entry (
    book varchar(10) not null check (book in ('rule', 'policy')),
    number bigint not null,
    mode varchar(10) not null check (mode in ('shadow', 'active')),
    first_edition bigint not null,
    last_edition bigint,
    approver text,
    active_from timestamptz,
    primary key (book, number, first_edition)
);

create index book_entry_edition on decisions.book_entry (book, first_edition);
