package io.onefold.fraud.port;

import io.onefold.fraud.Action;
import io.onefold.fraud.RiskLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which decisions are asked for; null asks for all.
///
/// @param subject only those that this token subject asked for
/// @param userId whose payments
/// @param from event time, included
/// @param to event time, excluded
/// @param level their risk level
/// @param action what was recommended
/// @param beforeId the cursor: only decisions with a smaller number; null: from the newest
/// @param limit how many at most, 1 to 500
public record DecisionFilter(
        @Nullable String subject,
        @Nullable String userId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable RiskLevel level,
        @Nullable Action action,
        @Nullable Long beforeId,
        int limit) {

    public static final int LIMIT_MAX = 500;

    public DecisionFilter {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit " + limit + " is outside 1 to " + LIMIT_MAX);
        }
    }
}
