package io.onefold.model.audit;

import java.util.Map;
import java.util.Objects;

/// One line of the audit log: who did what to which thing, and why. Details never carry a cell
/// value or a secret.
///
/// @param actor the principal's name
/// @param action for example `manifest.apply`, `column.drop`, `graph.clear`
/// @param object what it was done to
/// @param outcome `done`, `refused` or `failed`
/// @param details further facts, text to text
public record AuditEvent(
        String actor, String action, String object, String outcome, Map<String, String> details) {

    public AuditEvent {
        Objects.requireNonNull(actor);
        Objects.requireNonNull(action);
        Objects.requireNonNull(object);
        Objects.requireNonNull(outcome);
        details = Map.copyOf(details);
    }
}
