package io.onefold.cli.internal.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as columns of text, numbers to the right. The widths are those of the first thousand rows.
final class TablePrinter extends Printer {

    private static final int ROWS_MEASURED = 1000;
    private static final String GAP = "  ";

    private final Writer out;
    private final int[] widths;
    private final boolean[] numeric;
    private final List<List<String>> waiting = new ArrayList<>();
    private boolean headerPrinted;

    private final List<String> columns;

    TablePrinter(Writer out, List<String> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.widths = columns.stream().mapToInt(c -> width(c)).toArray();
        this.numeric = new boolean[columns.size()];
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        List<String> cells = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            cells.add(value == null ? "-" : oneLine(value.toString()));
            if (!headerPrinted) {
                numeric[i] |= value instanceof Number;
                widths[i] = Math.max(widths[i], width(cells.get(i)));
            }
        }
        if (headerPrinted) {
            print(cells);
        } else {
            waiting.add(cells);
            if (waiting.size() == ROWS_MEASURED) {
                release();
            }
        }
    }

    @Override
    public void close() {
        if (!headerPrinted) {
            release();
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void release() {
        headerPrinted = true;
        print(columns);
        waiting.forEach(this::print);
        waiting.clear();
    }

    private void print(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(Math.max(0, widths[i] - width(cells.get(i))));
            line.append(i == 0 ? "" : GAP)
                    .append(numeric[i] ? padding + cells.get(i) : cells.get(i) + padding);
        }
        try {
            out.write(line.toString().stripTrailing());
            out.write(System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String oneLine(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
