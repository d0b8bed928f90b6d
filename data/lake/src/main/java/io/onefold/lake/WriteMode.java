package io.onefold.lake;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.Objects;

/// How the rows of a write meet the rows that are there.
public sealed interface WriteMode {

    /// Add the rows.
    record Append() implements WriteMode {}

    /// Let the table hold these rows and no others, in one atomic step.
    record Overwrite() implements WriteMode {}

    /// Remove every row whose key is among the changed keys, add the write's rows: an upsert, and a
    /// delete for each changed key without a row. Only data files that hold a changed key are
    /// rewritten.
    ///
    /// @param keyColumns the columns of the key, at least one
    /// @param changedKeysSql a SELECT that yields the key columns, by name; every row of the write
    ///   has its key here
    record Replace(List<String> keyColumns, String changedKeysSql) implements WriteMode {
        public Replace {
            keyColumns = List.copyOf(keyColumns);
            Objects.requireNonNull(changedKeysSql);
            if (keyColumns.isEmpty()) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT, "a replace needs at least one key column");
            }
        }
    }
}
