package io.onefold.catalog;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a table of files is found and read. What does not fit the kind (a delimiter of Parquet) is
/// ignored.
///
/// @param path path or glob below the source's root, for example `trans.csv.gz` or `2024/*.parquet`
/// @param delimiter CSV: between two fields, one character
/// @param quote CSV: around a field that holds delimiters, one character
/// @param header CSV: whether the first line names the columns
/// @param encoding CSV, JSON: name of the character set
/// @param nullText CSV: the unquoted text that means null; default the empty text
public record FileOptions(
        String path,
        String delimiter,
        String quote,
        boolean header,
        String encoding,
        @Nullable String nullText) {

    public FileOptions {
        Objects.requireNonNull(path);
        Objects.requireNonNull(delimiter);
        Objects.requireNonNull(quote);
        Objects.requireNonNull(encoding);
    }

    /// Comma, double quote, header, UTF-8, empty is null.
    public static FileOptions of(String path) {
        return new FileOptions(path, ",", "\"", true, "UTF-8", null);
    }
}
