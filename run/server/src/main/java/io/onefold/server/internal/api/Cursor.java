package io.onefold.server.internal.api;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Lists that are read newest first, by the number of the last entry seen.
final class Cursor {

    private Cursor() {}

    /// The number that `after` names; null: from the newest.
    ///
    /// @throws OnefoldException (INVALID_INPUT) if it is none
    static @Nullable Long parse(@Nullable String after) {
        if (after == null) {
            return null;
        }
        if (!after.matches("[1-9][0-9]{0,17}")) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT, "after is not what an answer gave as next");
        }
        return Long.valueOf(after);
    }

    /// A part of a list of which one entry more than asked for was read.
    static <T> Window<T> window(List<T> read, int limit, ToLongFunction<T> number) {
        if (read.size() <= limit) {
            return new Window<>(read, null);
        }
        List<T> shown = read.subList(0, limit);
        return new Window<>(shown, Long.toString(number.applyAsLong(shown.getLast())));
    }
}
