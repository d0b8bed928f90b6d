-- Events of merchants name no user.
alter table decisions.account_event alter column user_id drop not null;
alter table decisions.account_event add check (user_id is not null or merchant_id is not null);
