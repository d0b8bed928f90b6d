package io.onefold.catalog.internal.run;

import io.onefold.catalog.Counter;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Which column of `control.run_item` keeps a counter.
public final class ItemColumns {

    private ItemColumns() {}

    public static String of(Counter counter) {
        return switch (counter) {
            case READ, UNCHANGED, DUPLICATES, SUPERSEDED, QUARANTINED, TRUSTED, WRITTEN, DELETED ->
                    "rows_" + counter.wireName();
            case NORMALISED -> "values_normalised";
            case CREATED, UPDATED, UNMATCHED, DEAD -> "graph_" + counter.wireName();
            case BYTES -> "bytes_written";
        };
    }

    /// `column = ?` for every counter, in their order.
    static String assignments() {
        return Arrays.stream(Counter.values())
                .map(counter -> of(counter) + " = ?")
                .collect(Collectors.joining(", "));
    }
}
