package io.onefold.graph.query;

import java.time.Duration;
import java.util.Objects;

/// How much one answer may take.
///
/// @param timeout after which a query is stopped
/// @param rowsMax rows answered; a longer answer ends there and says so
public record QueryLimits(Duration timeout, int rowsMax) {

    /// 30 seconds, 10,000 rows.
    public static final QueryLimits DEFAULT = new QueryLimits(Duration.ofSeconds(30), 10_000);

    public QueryLimits {
        Objects.requireNonNull(timeout);
        if (timeout.isNegative() || timeout.isZero() || rowsMax < 1) {
            throw new IllegalArgumentException(
                    "limits of "
                            + timeout
                            + " and "
                            + rowsMax
                            + " rows let nothing through; expected both above zero");
        }
    }
}
