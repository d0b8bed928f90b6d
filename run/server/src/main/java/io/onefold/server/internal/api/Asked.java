package io.onefold.server.internal.api;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import org.jspecify.annotations.Nullable;

/// Checks of what a request asks for. A refusal names the field, never its value.
final class Asked {

    private Asked() {}

    /// A number from 1 to a bound.
    ///
    /// @throws OnefoldException (INVALID_INPUT) outside of it
    static long within(String field, long value, long most) {
        if (value < 1 || value > most) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT, field + " is out of range; expected 1 to " + most);
        }
        return value;
    }

    /// A text that is there and not too long.
    ///
    /// @throws OnefoldException (INVALID_INPUT) for none, a blank or a longer one
    static String text(String field, @Nullable String value, int charactersMax) {
        if (value == null || value.isBlank()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT, field + " is missing; send a text that is not blank");
        }
        if (value.length() > charactersMax) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    field
                            + " has "
                            + value.length()
                            + " characters; expected at most "
                            + charactersMax);
        }
        return value;
    }
}
