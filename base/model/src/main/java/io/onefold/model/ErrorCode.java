package io.onefold.model;

/// The kinds of failure a user can meet, each with its HTTP status and the exit code of a command.
public enum ErrorCode {
    /// A manifest, parameter or argument is wrong.
    INVALID_INPUT(400, 1),
    /// A setting or secret is missing or wrong.
    INVALID_SETUP(500, 1),
    /// No or a bad token.
    UNAUTHENTICATED(401, 1),
    /// The principal lacks a permission.
    FORBIDDEN(403, 1),
    /// The named thing does not exist.
    NOT_FOUND(404, 1),
    /// Somebody else changed it first, or it is still referenced.
    CONFLICT(409, 1),
    /// The request is well formed, but breaks rules of the data.
    UNPROCESSABLE(422, 1),
    /// A silo, database or engine does not answer.
    UNAVAILABLE(503, 3),
    /// The run started and did not end well.
    RUN_FAILED(500, 3),
    /// A check did not hold: assertion, verification, truth, audit chain.
    CHECK_FAILED(409, 4),
    /// A defect of Onefold.
    INTERNAL(500, 3);

    private final int httpStatus;
    private final int exitCode;

    ErrorCode(int httpStatus, int exitCode) {
        this.httpStatus = httpStatus;
        this.exitCode = exitCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /// 0 done, 1 invalid input or set-up, 2 usage, 3 run failed, 4 a check did not hold.
    public int exitCode() {
        return exitCode;
    }
}
