package io.onefold.synth.internal.output;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Spells rows of one table, value after value in the order of its columns.
public sealed interface RowWriter permits CsvRows, SqlRows {

    RowWriter text(@Nullable String value);

    RowWriter number(long value);

    RowWriter numberOrNull(@Nullable Integer value);

    /// A decimal with two digits after the point, given in hundredths.
    RowWriter hundredths(long minor);

    RowWriter uuid(UUID value);

    RowWriter date(@Nullable LocalDate value);

    RowWriter instant(@Nullable Instant value);

    void endRow();

    /// The bytes of all rows since the last call.
    byte[] take();

    /// A writer in the form that the folder is written in.
    static RowWriter of(Form form, Table table) {
        return switch (form) {
            case SQL -> new SqlRows(table);
            case CSV -> new CsvRows();
        };
    }

    /// What stands at the beginning of a table's own file.
    static String header(Form form, Table table) {
        return switch (form) {
            case SQL -> "";
            case CSV -> String.join(",", table.columns()) + "\n";
        };
    }

    /// How the rows of a folder are spelt.
    enum Form {
        /// One file per silo, of INSERT statements that any client can send.
        SQL,
        /// One file per table, for COPY.
        CSV
    }
}
