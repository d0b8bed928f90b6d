-- Lanes of the decision path beside lane 0, and the signed heads of all lanes.

-- Decisions append two events each, found by lane and sequence; only lane 0 is searched by what it is about.
drop index audit.event_time;
drop index audit.event_object;
drop index audit.event_actor;

create index event_time on audit.event ("timestamp" desc) where lane = 0;
create index event_object on audit.event (object, "timestamp" desc) where lane = 0;
create index event_actor on audit.event (actor, "timestamp" desc) where lane = 0;

create table audit.anchor (
    lane int not null,
    sequence bigint not null,
    hash bytea not null check (octet_length(hash) = 32),
    signed_at timestamptz not null,
    public_key bytea not null check (octet_length(public_key) = 32),
    signature bytea not null check (octet_length(signature) = 64),
    primary key (lane, sequence)
);

comment on column audit.anchor.signature is 'Ed25519 (RFC 8032) of {"hash","lane","sequence","signed_at"} as canonical JSON (RFC 8785), hash in lower-case hex';

create trigger anchor_is_final before update or delete or truncate on audit.anchor
    for each statement execute function audit.refuse_change();

create view audit.log as
select
    "timestamp",
    event_type,
    actor as user_id,
    case when lane > 0 then object end as transaction_id,
    details,
    details ->> 'ip_address' as ip_address,
    lane,
    sequence,
    prev_hash,
    hash
from audit.event;

comment on view audit.log is 'The events by the names that auditors of payments know';
