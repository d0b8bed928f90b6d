package io.onefold.server.internal.api;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
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

    /// One of an enum's values, by its lower-case name.
    ///
    /// @throws OnefoldException (INVALID_INPUT) listing them
    static <E extends Enum<E>> E one(E[] all, String field, @Nullable String text) {
        return Arrays.stream(all)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        field
                                                + " is none; expected one of "
                                                + Arrays.stream(all)
                                                        .map(e -> e.name().toLowerCase(Locale.ROOT))
                                                        .toList()));
    }

    /// A value that is there.
    ///
    /// @throws OnefoldException (INVALID_INPUT) for none
    static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new OnefoldException(ErrorCode.INVALID_INPUT, field + " is missing; send one");
        }
        return value;
    }

    /// An id of the form that this server gives.
    ///
    /// @throws OnefoldException (INVALID_INPUT) if it is none
    static UUID uuid(String field, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT, field + " is no id; expected a UUID", e);
        }
    }

    /// A time after another, and not too long after it.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the bound
    static void period(Instant from, Instant to, Duration most) {
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(most) > 0) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "from and to are no period; expected from before to, at most "
                            + most.toDays()
                            + " days apart");
        }
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
