package io.onefold.catalog;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;

/// The failure to find a part that does not run.
final class PartMissing {

    private PartMissing() {}

    static OnefoldException of(String part) {
        return new OnefoldException(
                ErrorCode.UNAVAILABLE,
                "part '"
                        + part
                        + "' does not run in this process; start it, or configure an external one by its settings");
    }
}
