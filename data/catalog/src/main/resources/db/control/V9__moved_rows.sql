-- Which row a manifest wrote, for mappings whose key a hand can change: the key no longer finds such a row.

alter table control.manifest_row add column row_id bigint;
