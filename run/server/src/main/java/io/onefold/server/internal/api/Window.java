package io.onefold.server.internal.api;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part of a list.
///
/// @param items the entries
/// @param next what to send as `after` for the part that follows; null: this was the last
record Window<T>(List<T> items, @Nullable String next) {

    /// The most entries of a window.
    static final int LIMIT_MAX = 500;

    Window {
        items = List.copyOf(items);
    }

    /// The entries of an ordered list that follow a key.
    ///
    /// @param key the entry's key, by which the list is ordered
    /// @param after the key of the last entry that was seen; null: none
    static <T> Window<T> of(
            List<T> all, Function<T, String> key, @Nullable String after, int limit) {
        long most = Asked.within("limit", limit, LIMIT_MAX);
        List<T> items =
                all.stream()
                        .filter(e -> after == null || key.apply(e).compareTo(after) > 0)
                        .limit(most + 1)
                        .toList();
        if (items.size() <= most) {
            return new Window<>(items, null);
        }
        List<T> shown = items.subList(0, (int) most);
        return new Window<>(shown, key.apply(shown.getLast()));
    }

    /// The same part with entries as they are shown.
    <R> Window<R> map(Function<T, R> view) {
        return new Window<>(
                items.stream().map(e -> Objects.requireNonNull(view.apply(e))).toList(), next);
    }
}
