-- The payments of a file, in the order of time: {file}.
select
    epoch_us("TX_DATETIME") as moment,
    "CUSTOMER_ID" as customer,
    "TERMINAL_ID" as terminal,
    cast(round("TX_AMOUNT" * 100) as bigint) as cents,
    "TX_FRAUD" = 1 as fraud
from read_parquet({file})
order by "TRANSACTION_ID"
