-- What people do about decisions: labels, cases, lists, remembered false positives.

create table decisions.label (
    id bigserial primary key,
    tenant varchar(40) not null,
    transaction_id varchar(50) not null,
    label varchar(10) not null check (label in ('fraud', 'legit')),
    source text not null,
    known_at timestamptz not null,
    author text not null,
    created_at timestamptz not null default now(),
    foreign key (tenant, transaction_id) references decisions.transactions (tenant, transaction_id)
);

create unique index label_once on decisions.label (tenant, transaction_id, label, source, known_at);
create index label_known on decisions.label (known_at, id);

create function decisions.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is only ever added to', tg_table_name;
end
$$;

create trigger label_is_final before update or delete or truncate on decisions.label
    for each statement execute function decisions.refuse_change();

create table decisions.fraud_case (
    id bigserial primary key,
    tenant varchar(40) not null,
    status varchar(20) not null check (status in ('open', 'awaiting_approval', 'closed')),
    outcome varchar(20) check (outcome in ('fraud', 'false_positive', 'inconclusive')),
    amount numeric(19, 4) not null,
    currency char(3) not null,
    opener text not null,
    closer text,
    approver text,
    opened_at timestamptz not null,
    version int not null default 1
);

create index fraud_case_status on decisions.fraud_case (tenant, status, id);

alter table decisions.fraud_alerts add foreign key (case_id) references decisions.fraud_case (id);

create table decisions.case_note (
    id bigserial primary key,
    case_id bigint not null references decisions.fraud_case (id),
    author text not null,
    at timestamptz not null,
    note text not null
);

create index case_note_case on decisions.case_note (case_id, id);

create table decisions.list_entry (
    id bigserial primary key,
    tenant varchar(40) not null,
    list varchar(10) not null check (list in ('block', 'allow')),
    scope varchar(30) not null,
    key_hmac bytea not null check (octet_length(key_hmac) = 32),
    reason text not null,
    expires_at timestamptz,
    author text not null,
    created_at timestamptz not null default now(),
    removed_at timestamptz,
    check (list = 'block' or expires_at is not null)
);

create index list_entry_current on decisions.list_entry (expires_at) where removed_at is null;

create table decisions.suppression (
    id bigserial primary key,
    tenant varchar(40) not null,
    user_id varchar(50) not null,
    reason text not null,
    merchant_id varchar(50),
    alert_id bigint not null references decisions.fraud_alerts (id),
    expires_at timestamptz not null,
    created_at timestamptz not null default now()
);

create index suppression_current on decisions.suppression (expires_at);

-- Numbers that rise with every change of what servers hold in memory.
create table decisions.edition (
    name varchar(20) primary key,
    number bigint not null
);

insert into decisions.edition (name, number) values ('rule', 0), ('policy', 0), ('list_entry', 0), ('suppression', 0);
