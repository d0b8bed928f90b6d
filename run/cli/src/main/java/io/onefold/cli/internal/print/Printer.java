package io.onefold.cli.internal.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prints rows of one shape as they come. Numbers and booleans keep their kind in JSON and YAML;
/// null is null there, empty in CSV and a dash in a table.
public abstract sealed class Printer implements AutoCloseable
        permits TablePrinter, TreePrinter, CsvPrinter {

    /// @param out where to print; it is flushed by [#close], not closed
    /// @param columns the names of the columns
    public static Printer of(Format format, Writer out, List<String> columns) {
        try {
            return switch (format) {
                case TABLE -> new TablePrinter(out, columns);
                case JSON -> TreePrinter.json(out, columns);
                case YAML -> TreePrinter.yaml(out, columns);
                case CSV -> new CsvPrinter(out, columns);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param values as many as there are columns
    public abstract void row(List<? extends @Nullable Object> values);

    @Override
    public abstract void close();
}
