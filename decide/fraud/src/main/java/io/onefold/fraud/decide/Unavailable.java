package io.onefold.fraud.decide;

import io.onefold.fraud.ProblemCode;

/// A part of the path that does not answer. It never leaves the service.
final class Unavailable extends RuntimeException {

    private final ProblemCode code;

    Unavailable(ProblemCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    Unavailable(ProblemCode code, String message) {
        super(message);
        this.code = code;
    }

    ProblemCode code() {
        return code;
    }
}
