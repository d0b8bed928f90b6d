package io.onefold.fraud.decide;

import io.onefold.fraud.Problem;
import java.util.Objects;

/// What a request for a decision is answered.
public sealed interface Answer {

    /// It was decided, now or before.
    ///
    /// @param body the answer, JSON in UTF-8; handed over, not copied
    /// @param replayed true: these are the bytes of an earlier answer (`Idempotent-Replay: true`)
    record Decided(byte[] body, boolean replayed) implements Answer {

        public Decided {
            Objects.requireNonNull(body);
        }
    }

    /// It was not decided.
    record Refused(Problem problem) implements Answer {

        public Refused {
            Objects.requireNonNull(problem);
        }
    }
}
