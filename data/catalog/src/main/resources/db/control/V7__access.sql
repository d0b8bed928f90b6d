-- Who may do what: roles are named sets of permissions, users hold roles.

create table control.app_role (
    role_name text primary key,
    description text,
    permissions text[] not null,
    is_active bool not null default true
);

create table control.app_user (
    user_name text primary key,
    roles text[] not null,
    is_active bool not null default true
);

insert into control.app_role (role_name, description, permissions)
values
    ('reader', 'reads governed data, masked', '{data_read}'),
    ('operator', 'applies manifests and starts runs', '{data_read,data_operate}'),
    ('steward', 'corrects data and tags columns', '{data_read,steward}'),
    ('graph-admin', 'loads and clears graphs', '{data_read,data_operate,graph_admin}'),
    ('lake-operator', 'reaches the lake through its own catalog', '{data_read,lake_operator}'),
    ('pii-reader', 'may reveal single personal values, with a reason', '{data_read,pii_reveal}'),
    ('admin', 'may do everything', '{admin}');
