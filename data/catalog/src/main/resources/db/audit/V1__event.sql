-- Who did what to which thing. Each event carries the hash of the one before it, so that a change or a gap shows.

create table audit.event (
    lane int not null,
    sequence bigint not null,
    "timestamp" timestamptz not null,
    event_type text not null,
    actor text not null,
    object text not null,
    outcome text not null check (outcome in ('done', 'refused', 'failed')),
    details jsonb not null,
    prev_hash bytea not null check (octet_length(prev_hash) = 32),
    hash bytea not null check (octet_length(hash) = 32),
    primary key (lane, sequence)
);

comment on column audit.event.hash is 'SHA-256 of prev_hash followed by the other columns as canonical JSON (RFC 8785)';

create index event_time on audit.event ("timestamp" desc);
create index event_object on audit.event (object, "timestamp" desc);
create index event_actor on audit.event (actor, "timestamp" desc);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit events are never changed or removed';
end
$$;

create trigger event_is_final before update or delete or truncate on audit.event
    for each statement execute function audit.refuse_change();
