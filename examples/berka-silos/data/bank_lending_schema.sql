-- Which loans were granted and which cards issued? (MariaDB)
-- Dates stay six digits, as they were kept.

CREATE TABLE card (
    card_id INT NOT NULL PRIMARY KEY,
    disp_id INT NOT NULL,
    type VARCHAR(8) NOT NULL,
    issued VARCHAR(15) NOT NULL
);

CREATE TABLE loan (
    loan_id INT NOT NULL PRIMARY KEY,
    account_id INT NOT NULL UNIQUE,
    date CHAR(6) NOT NULL,
    amount DECIMAL(12, 2) NOT NULL,
    duration INT NOT NULL,
    payments DECIMAL(12, 2) NOT NULL,
    status CHAR(1) NOT NULL
);
