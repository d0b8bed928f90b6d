-- Snapshots of the feature state in parts, each with its place in the committed rows. Older ones are not read any more.
drop table decisions.state_snapshot;

create table decisions.state_snapshot (
    id bigserial primary key,
    taken_at timestamptz not null,
    format varchar(100) not null,
    after_id bigint not null,
    also_ids bigint[] not null,
    after_event bigint not null
);

comment on column decisions.state_snapshot.after_id is 'the state holds every decision up to this number';
comment on column decisions.state_snapshot.also_ids is 'and these beyond it: commits end in another order than their numbers';
comment on column decisions.state_snapshot.after_event is 'and the account events up to this number';

create table decisions.state_snapshot_part (
    snapshot_id bigint not null references decisions.state_snapshot (id) on delete cascade,
    number int not null,
    crc32c bigint not null,
    body bytea not null,
    primary key (snapshot_id, number)
);

comment on column decisions.state_snapshot_part.body is 'deflated, cut into parts of a mebibyte';

alter table decisions.state_snapshot_part alter column body set storage external;
