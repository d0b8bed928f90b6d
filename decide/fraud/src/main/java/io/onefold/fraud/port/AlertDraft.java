package io.onefold.fraud.port;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An alert that opens in the commit of its decision.
///
/// @param type what raised it
/// @param severity the decision's risk level, `HIGH` for a degraded one
/// @param description one sentence for the analyst
/// @param reasons reason codes, strongest first
/// @param suppressedBy the remembered false positive that closes it at once; null: it opens
public record AlertDraft(
        Type type,
        String severity,
        String description,
        List<String> reasons,
        @Nullable Long suppressedBy) {

    public AlertDraft {
        Objects.requireNonNull(type);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(description);
        reasons = List.copyOf(reasons);
    }

    /// What raised an alert.
    public enum Type {
        MODEL,
        RULE,
        BOTH,
        DEGRADED
    }
}
