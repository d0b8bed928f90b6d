-- Cases of the support desk: customers are known by the e-mail they typed.
create table ticket_tags (
    tag_id int primary key,
    tag_name varchar(50) not null unique
);

create table tickets (
    ticket_id varchar(20) primary key,
    customer_email varchar(255) not null,
    agent_id int not null,
    subject text not null,
    status varchar(20) not null,
    created_at timestamptz not null,
    last_updated_at timestamptz
);

create table ticket_tag_link (
    ticket_id varchar(20) not null references tickets,
    tag_id int not null references ticket_tags,
    primary key (ticket_id, tag_id)
);
