-- How good a model is while it decides.
insert into decisions.model_performance (
    model_id, model_type, fraud_type, accuracy, roc_auc, average_precision, precision_at_100, brier, calibration_error,
    kind, data_from, data_to, training_date
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'live', ?, ?, ?)
