-- Which accounts does the bank keep, who may use them, what do they pay and what was booked? (PostgreSQL)
-- Dates stay six digits, as they were kept.

CREATE TABLE account (
    account_id integer PRIMARY KEY,
    district_id integer NOT NULL,
    frequency varchar(20) NOT NULL,
    date char(6) NOT NULL
);

CREATE TABLE disp (
    disp_id integer PRIMARY KEY,
    client_id integer NOT NULL,
    account_id integer NOT NULL REFERENCES account,
    type varchar(10) NOT NULL
);

CREATE TABLE "order" (
    order_id integer PRIMARY KEY,
    account_id integer NOT NULL REFERENCES account,
    bank_to char(2) NOT NULL,
    account_to bigint NOT NULL,
    amount numeric(12, 2) NOT NULL,
    k_symbol varchar(12)
);

CREATE TABLE trans (
    trans_id integer PRIMARY KEY,
    account_id integer NOT NULL REFERENCES account,
    date char(6) NOT NULL,
    type varchar(8) NOT NULL,
    operation varchar(16),
    amount numeric(12, 2) NOT NULL,
    balance numeric(12, 2) NOT NULL,
    k_symbol varchar(12),
    bank char(2),
    account bigint
);
