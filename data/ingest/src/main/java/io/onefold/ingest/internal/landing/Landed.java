package io.onefold.ingest.internal.landing;

import io.onefold.model.DataType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows that left the silo and lie in files, as SQL of the engine.
///
/// @param relation what to put behind FROM
/// @param columns the business columns, in the order of the raw table
/// @param hash the expression of the letters of the row's [RowHash]
/// @param source the expression of where the row came from: a table or a file
/// @param sourceRow the expression of its line or row number there, null for a database
/// @param rejects what to put behind FROM for lines that are no rows; null: there are none
/// @param rows how many rows the relation has
/// @param rejected how many lines the rejects have
/// @param keyIsUnique whether the silo guarantees the key
/// @param quick a SELECT of the rows in the lake's names and types with `_row_hash`, `_source` and
///   `_source_row`, computed more cheaply: it fails, or leaves out rows, where a value does not fit
///   its column; null: there is none
/// @param digest what the rows are, whatever their order; null: unknown
public record Landed(
        String relation,
        List<LandedColumn> columns,
        String hash,
        String source,
        String sourceRow,
        @Nullable String rejects,
        long rows,
        long rejected,
        boolean keyIsUnique,
        @Nullable String quick,
        @Nullable String digest) {

    public Landed {
        Objects.requireNonNull(relation);
        columns = List.copyOf(columns);
        Objects.requireNonNull(hash);
        Objects.requireNonNull(source);
        Objects.requireNonNull(sourceRow);
    }

    /// One column of the landed rows.
    ///
    /// @param name its name in the lake
    /// @param type its type in the lake
    /// @param value the expression of its value; without meaning where the text does not fit the
    ///   type
    /// @param unfit the expression of a number that is 0 if the text fits the type; null: it always
    ///   does
    /// @param text the expression of its value as the silo spelt it
    public record LandedColumn(
            String name, DataType type, String value, @Nullable String unfit, String text) {
        public LandedColumn {
            Objects.requireNonNull(name);
            Objects.requireNonNull(type);
            Objects.requireNonNull(value);
            Objects.requireNonNull(text);
        }
    }
}
