-- Data keys of users, wrapped by key-encryption keys of which only the references stand here.

create table decisions.kek (
    id bytea primary key check (octet_length(id) = 8),
    reference text not null,
    active boolean not null,
    created_at timestamptz not null default now()
);

comment on column decisions.kek.id is 'the first 8 bytes of the SHA-256 of the key';

create unique index kek_active on decisions.kek (active) where active;

create table decisions.data_key (
    id bigint primary key,
    tenant varchar(40) not null,
    user_id varchar(50) not null,
    wrapped bytea,
    kek bytea references decisions.kek (id),
    created_at timestamptz not null default now(),
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null)),
    check ((wrapped is null) = (kek is null))
);

comment on table decisions.data_key is 'A user has one key that lives; erasure destroys it, and what it sealed is unreadable for ever';

create unique index data_key_user on decisions.data_key (tenant, user_id) where wrapped is not null;
create index data_key_kek on decisions.data_key (kek, id) where wrapped is not null;
