package io.onefold.server.internal.api;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import org.jspecify.annotations.Nullable;

/// Versions of things that several people change: sent as ETag, asked for as If-Match.
final class Version {

    private Version() {}

    static String tag(int version) {
        return "\"" + version + "\"";
    }

    /// @param ifMatch the header; null: the caller does not care
    /// @throws ProblemException (STALE_VERSION) when somebody changed it meanwhile
    static void require(@Nullable String ifMatch, int version) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(tag(version))) {
            throw new ProblemException(
                    ProblemCode.STALE_VERSION, "somebody changed it meanwhile; read it again");
        }
    }
}
