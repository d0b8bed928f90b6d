package io.onefold.graph.internal.load;

import java.util.List;

/// Rows of a join without a partner.
///
/// @param count rows with a value that nothing on the other side has
/// @param empty rows without a value
/// @param keys the keys of the first of them, at most [#LISTED_MAX]
record Unmatched(long count, long empty, List<String> keys) {

    static final int LISTED_MAX = 100;

    static final Unmatched NONE = new Unmatched(0, 0, List.of());

    Unmatched {
        keys = List.copyOf(keys);
    }
}
