package io.onefold.ingest.internal.classify;

import io.onefold.model.TableName;
import java.util.List;
import java.util.Objects;

/// The raw table that a batch is compared with.
///
/// @param table its address, attached to the session
/// @param columns its business columns
/// @param rows how many rows it has
/// @param byHash whether the hashes in it were made of the columns that the batch's are made of;
///   otherwise rows are compared column by column
public record Compared(TableName table, List<String> columns, long rows, boolean byHash) {

    public Compared {
        Objects.requireNonNull(table);
        columns = List.copyOf(columns);
    }
}
