package io.onefold.model.audit;

/// The one audit log. An append that returns is durable.
@FunctionalInterface
public interface AuditLog {

    void append(AuditEvent event);
}
