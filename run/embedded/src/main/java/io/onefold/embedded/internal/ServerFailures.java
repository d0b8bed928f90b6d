package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import org.jspecify.annotations.Nullable;

/// Failures to log in to a part that runs.
final class ServerFailures {

    private ServerFailures() {}

    static OnefoldException ofLogin(
            String part, PartSecret secret, @Nullable String state, Exception e) {
        return new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "part "
                        + part
                        + " runs, but refused Onefold's account ("
                        + state
                        + "); expected "
                        + secret.file()
                        + " to hold the password that was made with the part's data; put the file back, or"
                        + " remove both the part's folder and this file to start anew",
                e);
    }
}
