-- What ends: partitions of details past their retention, and much later the transactions themselves with what hangs on them.

-- Labels are final until their payment's retention ends.
create or replace function decisions.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('onefold.retention', true) = 'on' then
        return null;
    end if;
    raise exception '% is only ever added to', tg_table_name;
end
$$;

-- Removes some of the transactions that were decided before a time, with their alerts and labels; audit events stay.
create function decisions.drop_transactions(before timestamptz, most int) returns bigint language plpgsql as $$
declare
    dropped bigint;
begin
    perform set_config('onefold.retention', 'on', true);
    create temporary table ended on commit drop as
    select id, tenant, transaction_id from decisions.transactions where created_at < before order by id limit most;
    delete from decisions.suppression
    using decisions.fraud_alerts, ended
    where
        suppression.alert_id = fraud_alerts.id
        and fraud_alerts.tenant = ended.tenant and fraud_alerts.transaction_id = ended.transaction_id;
    delete from decisions.fraud_alerts
    using ended
    where fraud_alerts.tenant = ended.tenant and fraud_alerts.transaction_id = ended.transaction_id;
    delete from decisions.label
    using ended
    where label.tenant = ended.tenant and label.transaction_id = ended.transaction_id;
    delete from decisions.transactions using ended where transactions.id = ended.id;
    get diagnostics dropped = row_count;
    perform set_config('onefold.retention', '', true);
    drop table ended;
    return dropped;
end
$$;
