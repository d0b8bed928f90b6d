-- Accounts, their plans, cards and subscriptions: the silo that billing works on.
create table plans (
    plan_id int primary key,
    plan_name varchar(50) not null unique,
    monthly_fee numeric(5, 2) not null,
    max_devices int not null
);

create table accounts (
    account_id uuid primary key,
    email varchar(255) not null unique,
    hashed_password text not null,
    full_name varchar(100),
    created_at timestamptz not null
);

create table payment_methods (
    payment_method_id uuid primary key,
    account_id uuid not null references accounts,
    card_fingerprint varchar(100) not null,
    card_type varchar(20),
    card_last_four varchar(4) not null,
    unique (account_id, card_fingerprint)
);

create table subscriptions (
    subscription_id uuid primary key,
    account_id uuid not null references accounts,
    plan_id int not null references plans,
    status varchar(20) not null,
    starts_at timestamptz not null,
    renews_at timestamptz
);
