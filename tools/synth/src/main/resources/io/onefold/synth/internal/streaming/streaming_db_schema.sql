-- Titles and what the players report about them: the silo that analytics works on.
-- An event names its account as the token claimed it, so there is no foreign key to another database.
create table media_content (
    media_id varchar(50) primary key,
    title varchar(255) not null,
    media_type varchar(20) not null,
    genre varchar(50),
    release_date date,
    duration_minutes int
);

create table play_events (
    event_id bigint primary key,
    session_id varchar(100) not null,
    account_id_from_token uuid not null,
    media_id varchar(50) not null references media_content,
    event_timestamp timestamptz not null,
    action varchar(20) not null,
    ip_address inet not null,
    device_fingerprint varchar(100) not null
);
