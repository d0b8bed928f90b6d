package io.onefold.cli.internal.run;

import io.onefold.cli.internal.print.Format;
import io.onefold.cli.internal.print.Printer;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as lines of text, for results that are made of several tables.
final class TextTable {

    private TextTable() {}

    static List<String> lines(
            List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {
        StringWriter text = new StringWriter();
        try (Printer printer = Printer.of(Format.TABLE, text, columns)) {
            rows.forEach(printer::row);
        }
        return text.toString().lines().toList();
    }
}
