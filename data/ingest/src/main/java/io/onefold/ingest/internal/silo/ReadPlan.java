package io.onefold.ingest.internal.silo;

import io.onefold.ingest.internal.landing.SiloColumn;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which columns and rows of a table are read.
///
/// @param columns the columns in the order of the raw table
/// @param absent names among them that the silo no longer has; they land as null
/// @param since rows whose watermark is below it are left out; null: all rows
public record ReadPlan(List<SiloColumn> columns, Set<String> absent, @Nullable Since since) {

    public ReadPlan {
        columns = List.copyOf(columns);
        absent = Set.copyOf(absent);
    }

    /// The lower end of an incremental read. A null watermark is always read.
    ///
    /// @param column the watermark column
    /// @param value the least value to read, as text that the silo compares by the column's type
    public record Since(String column, String value) {
        public Since {
            Objects.requireNonNull(column);
            Objects.requireNonNull(value);
        }
    }

    /// The columns that the silo has.
    public List<SiloColumn> present() {
        return columns.stream().filter(column -> !absent.contains(column.name())).toList();
    }
}
