package io.onefold.cli.internal.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/// Rows as CSV with a header line (RFC 4180).
final class CsvPrinter extends Printer {

    private final CSVPrinter csv;

    CsvPrinter(Writer out, List<String> columns) throws IOException {
        this.csv =
                new CSVPrinter(
                        out,
                        CSVFormat.RFC4180
                                .builder()
                                .setRecordSeparator('\n')
                                .setHeader(columns.toArray(String[]::new))
                                .get());
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        try {
            csv.printRecord(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
