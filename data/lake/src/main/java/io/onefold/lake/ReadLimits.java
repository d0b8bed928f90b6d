package io.onefold.lake;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Duration;

/// How much one reader's query may take.
///
/// @param rowsMax rows given out, at least 1; a longer answer ends there and says so
/// @param timeout from the call to the last row
public record ReadLimits(long rowsMax, Duration timeout) {

    /// 10,000 rows, one minute.
    public static final ReadLimits DEFAULT = new ReadLimits(10_000, Duration.ofMinutes(1));

    public ReadLimits {
        if (rowsMax < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "read limits of "
                            + rowsMax
                            + " rows and "
                            + timeout
                            + " let nothing through; expected both above zero");
        }
    }
}
