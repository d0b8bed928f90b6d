package io.onefold.catalog;

import io.onefold.model.DatasetName;
import io.onefold.model.TableName;
import java.util.Objects;

/// A column that lies in the lake and has been excluded since: it must be dropped, and every
/// snapshot that holds it expired.
///
/// @param table the lake table
/// @param column its column
/// @param dataset the dataset whose column was excluded
/// @param reason why it is excluded
public record PendingDrop(TableName table, String column, DatasetName dataset, String reason) {

    public PendingDrop {
        Objects.requireNonNull(table);
        Objects.requireNonNull(column);
        Objects.requireNonNull(dataset);
        Objects.requireNonNull(reason);
    }
}
