-- Who may do what with decisions.

insert into control.app_role (role_name, description, permissions)
values
    ('fraud-service', 'a program that asks for decisions and reads its own', '{fraud_detection}'),
    ('fraud-analyst', 'works on alerts and cases, and labels payments', '{data_read,fraud_review}'),
    (
        'fraud-approver',
        'the second person, who approves what another closed, promoted or published',
        '{data_read,fraud_review,fraud_approve}'
    ),
    (
        'fraud-modeller',
        'trains models, writes rules, policies and lists',
        '{data_read,fraud_model,fraud_rules}'
    ),
    ('auditor', 'exports the audit log', '{fraud_audit}')
on conflict (role_name) do nothing;
