package io.onefold.model;

import java.util.Objects;
import java.util.regex.Pattern;

/// The address of a dataset as manifests write it: `source.table`, for example
/// `profiles_db.accounts`.
///
/// Each part is 1 to 128 characters of `[A-Za-z0-9_]`, not starting with a digit.
///
/// @param source the silo's name
/// @param table the table's name in the silo
public record DatasetName(String source, String table) implements Comparable<DatasetName> {

    private static final Pattern PART = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    public DatasetName {
        require(source, "source");
        require(table, "table");
    }

    /// Reads `source.table`.
    ///
    /// @throws OnefoldException (INVALID_INPUT) if the text is not two valid parts joined by one
    ///   dot
    public static DatasetName parse(String text) {
        int dot = Objects.requireNonNull(text).indexOf('.');
        if (dot < 0) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + text
                            + "' is not a dataset name; expected source.table, for example profiles_db.accounts");
        }
        return new DatasetName(text.substring(0, dot), text.substring(dot + 1));
    }

    /// The table that holds this dataset in a layer of the lake, for example
    /// `trusted.profiles_db.accounts`.
    public TableName in(Layer layer) {
        return TableName.of(layer.namespace(), source, table);
    }

    @Override
    public int compareTo(DatasetName other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : table.compareTo(other.table);
    }

    @Override
    public String toString() {
        return source + "." + table;
    }

    private static void require(String part, String what) {
        if (!PART.matcher(Objects.requireNonNull(part)).matches()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + part
                            + "' is not a valid "
                            + what
                            + " name; expected letters, digits and _ (at most 128), not starting with a digit");
        }
    }
}
