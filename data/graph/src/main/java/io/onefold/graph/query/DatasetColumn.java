package io.onefold.graph.query;

import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Objects;

/// A column of a dataset, as manifests write it: `source.table.column`.
///
/// @param dataset the dataset
/// @param column its column
public record DatasetColumn(DatasetName dataset, String column) {

    public DatasetColumn {
        Objects.requireNonNull(dataset);
        Objects.requireNonNull(column);
    }

    /// @throws OnefoldException (INVALID_INPUT) on any other shape
    public static DatasetColumn parse(String text) {
        String[] parts = text.split("\\.", 3);
        if (parts.length != 3 || parts[2].isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + text
                            + "' is not a dataset's column; expected source.table.column, for example"
                            + " shop.customers.email");
        }
        return new DatasetColumn(new DatasetName(parts[0], parts[1]), parts[2]);
    }

    @Override
    public String toString() {
        return dataset + "." + column;
    }
}
