package io.onefold.fraud.request;

import io.onefold.fraud.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What became of the bytes of a request.
public sealed interface Reading {

    /// They hold.
    record Accepted(PaymentRequest request) implements Reading {}

    /// They do not.
    ///
    /// @param transactionId the id it names, when that one is well formed
    record Rejected(Problem problem, @Nullable String transactionId) implements Reading {

        public Rejected {
            Objects.requireNonNull(problem);
        }
    }
}
