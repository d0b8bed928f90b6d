package io.onefold.fraud.policy;

import io.onefold.fraud.Action;
import io.onefold.fraud.RiskLevel;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A span of probabilities, from where the band before it ends.
///
/// @param end where it ends; null: it is the last
/// @param endIncluded whether the end belongs to it
/// @param level what it means
/// @param action what is recommended
public record Band(@Nullable BigDecimal end, boolean endIncluded, RiskLevel level, Action action) {

    public Band {
        Objects.requireNonNull(level);
        Objects.requireNonNull(action);
    }

    boolean holds(BigDecimal probability) {
        if (end == null) {
            return true;
        }
        int order = probability.compareTo(end);
        return order < 0 || (order == 0 && endIncluded);
    }
}
