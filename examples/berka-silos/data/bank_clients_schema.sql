-- What does the bank know of its clients and of the districts they live in? (MariaDB)
-- Birth numbers, and figures that may be "?", stay text, as they were kept.

CREATE TABLE district (
    A1 INT NOT NULL PRIMARY KEY,
    A2 VARCHAR(40) NOT NULL,
    A3 VARCHAR(40) NOT NULL,
    A4 INT NOT NULL,
    A5 INT,
    A6 INT,
    A7 INT,
    A8 INT,
    A9 INT,
    A10 DECIMAL(5, 1),
    A11 INT,
    A12 VARCHAR(8),
    A13 DECIMAL(5, 2),
    A14 INT,
    A15 VARCHAR(8),
    A16 INT
);

CREATE TABLE client (
    client_id INT NOT NULL PRIMARY KEY,
    birth_number CHAR(6) NOT NULL,
    district_id INT NOT NULL
);
