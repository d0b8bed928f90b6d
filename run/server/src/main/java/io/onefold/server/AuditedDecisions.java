package io.onefold.server;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a comparison of the kept decisions with the audit log found.
///
/// @param events how many events of decisions were compared
/// @param wrong the first one that does not fit, and why; null: all fit
public record AuditedDecisions(long events, @Nullable String wrong) {

    /// The first one that does not fit, and why; empty if all do.
    public Optional<String> firstWrong() {
        return Optional.ofNullable(wrong);
    }
}
