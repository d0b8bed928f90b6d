package io.onefold.model;

import org.jspecify.annotations.Nullable;

/// A failure that the operator must know of. The message names the value that was wrong, what was
/// expected and what to do next; it never carries a secret or a cell of personal data.
public final class OnefoldException extends RuntimeException {

    private final ErrorCode code;

    public OnefoldException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public OnefoldException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
