package io.onefold.ingest.internal.files;

import io.onefold.catalog.FileOptions;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.internal.landing.Landed;
import io.onefold.ingest.internal.landing.LandingFolder;
import io.onefold.ingest.internal.landing.RejectWriter;
import io.onefold.ingest.internal.landing.RowWriter;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.landing.Utf8;
import io.onefold.ingest.internal.silo.ReadPlan;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.SiloReader;
import io.onefold.ingest.internal.silo.SiloTable;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The CSV files of a table. All columns are text; an empty field without quotes is null unless the
/// manifest says otherwise. Files may have their columns in different orders.
///
/// Lines that are no rows are set aside with their number: `width` not as many fields as the
/// header, `quote` a quoted field that does not end as it must, `encoding` bytes that are no text,
/// `size` longer than 16 MB.
public final class CsvReader implements SiloReader {

    private final SourceTable table;
    private final FileSet files;
    private final FileOptions options;
    private final Charset charset;
    private final int streamsMax;
    private final Map<Path, List<String>> headers = new HashMap<>();

    private CsvReader(SourceTable table, FileSet files, FileOptions options, int streamsMax) {
        this.table = table;
        this.files = files;
        this.options = options;
        this.charset = TextInput.charset(options.encoding());
        this.streamsMax = streamsMax;
    }

    /// Finds the files and reads their headers.
    ///
    /// @throws OnefoldException (RUN_FAILED) when there is no file, or one has no header or a
    ///   faulty one
    public static CsvReader open(SourceSpec source, SourceTable table, Path root, int streamsMax) {
        CsvReader reader =
                new CsvReader(
                        table,
                        FileSet.find(source, table, root),
                        FileSet.options(source, table),
                        streamsMax);
        reader.files
                .files()
                .forEach(file -> reader.headers.put(file.path(), reader.header(file.path())));
        return reader;
    }

    @Override
    public SiloTable describe() {
        Set<String> names = new LinkedHashSet<>();
        files.files().forEach(file -> names.addAll(headerOf(file.path())));
        return SiloTable.without(
                table.exclude().keySet(),
                names,
                Function.identity(),
                SiloColumn::text,
                false,
                files.modified());
    }

    @Override
    public Landed read(ReadPlan plan, LandingFolder folder, RowMeter meter) {
        return land(plan.columns(), "rows", folder, meter);
    }

    @Override
    public Landed readKeys(List<SiloColumn> key, LandingFolder folder, RowMeter meter) {
        return land(key, "keys", folder, meter);
    }

    @Override
    public void close() {}

    private Landed land(
            List<SiloColumn> columns, String prefix, LandingFolder folder, RowMeter meter) {
        return new FileReads(files, streamsMax, table.exclude().isEmpty())
                .land(
                        (number, file, rows, rejects, progress) ->
                                land(columns, number, file, rows, rejects, progress),
                        columns,
                        prefix,
                        folder,
                        meter);
    }

    private void land(
            List<SiloColumn> columns,
            int number,
            Path file,
            RowWriter rows,
            RejectWriter rejects,
            RowMeter meter)
            throws IOException {
        List<String> header = headerOf(file);
        int[] positions =
                columns.stream().mapToInt(column -> header.indexOf(column.name())).toArray();
        try (InputStream in = open(file)) {
            CsvRecords records = records(in);
            if (options.header()) {
                nextRecord(records, file);
            }
            RowLander lander = new RowLander(records, header.size(), positions, number);
            int sinceReport = 0;
            while (nextRecord(records, file)) {
                lander.land(rows, rejects);
                if (++sinceReport == RowMeter.STRIDE) {
                    meter.landed(sinceReport);
                    sinceReport = 0;
                }
            }
            meter.landed(sinceReport);
        }
    }

    /// Lands the records of one file.
    private final class RowLander {

        private final CsvRecords records;
        private final int width;
        private final int[] positions;
        private final int number;
        private final byte[] nullText;

        RowLander(CsvRecords records, int width, int[] positions, int number) {
            this.records = records;
            this.width = width;
            this.positions = positions;
            this.number = number;
            String text = options.nullText();
            this.nullText = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
        }

        void land(RowWriter rows, RejectWriter rejects) throws IOException {
            String problem = records.problem();
            byte[] record = records.record();
            if (problem == null && records.isEmptyLine() && width > 1) {
                return;
            }
            if (problem != null) {
                String expected =
                        problem.equals("size")
                                ? "a line of at most 16 MB"
                                : "a quoted field that ends with a quote before the delimiter";
                reject(rejects, problem, expected);
            } else if (!Utf8.isValid(record, records.recordFrom(), records.recordTo())) {
                reject(rejects, "encoding", "text in " + charset.name());
            } else if (records.fields() != width) {
                reject(rejects, "width", width + " fields");
            } else {
                write(rows);
            }
        }

        private void reject(RejectWriter rejects, String rule, String expected) throws IOException {
            rejects.reject(
                    number,
                    records.line(),
                    rule,
                    null,
                    expected,
                    records.record(),
                    records.recordFrom(),
                    records.recordTo());
        }

        private void write(RowWriter rows) throws IOException {
            rows.begin(number, records.line());
            for (int field : positions) {
                if (field < 0) {
                    rows.putNull();
                    continue;
                }
                byte[] bytes = records.bytes(field);
                int from = records.from(field);
                int to = records.to(field);
                boolean isNull =
                        !records.isQuoted(field)
                                && Arrays.equals(bytes, from, to, nullText, 0, nullText.length);
                if (isNull) {
                    rows.putNull();
                } else {
                    rows.put(bytes, from, to);
                }
            }
            rows.end();
        }
    }

    private List<String> headerOf(Path file) {
        return headers.getOrDefault(file, List.of());
    }

    private List<String> header(Path file) {
        try (InputStream in = open(file)) {
            CsvRecords records = records(in);
            if (!nextRecord(records, file) || records.isEmptyLine()) {
                throw faulty(file, "begins with an empty line; expected a header");
            }
            if (records.problem() != null
                    || !Utf8.isValid(records.record(), records.recordFrom(), records.recordTo())) {
                throw faulty(
                        file,
                        "has a first line that is no CSV in "
                                + charset.name()
                                + "; check its delimiter, quote and encoding in the manifest");
            }
            List<String> names = new ArrayList<>();
            for (int i = 0; i < records.fields(); i++) {
                byte[] bytes = records.bytes(i);
                String name =
                        new String(
                                bytes,
                                records.from(i),
                                records.to(i) - records.from(i),
                                StandardCharsets.UTF_8);
                names.add(!options.header() || name.isBlank() ? "_c" + i : name.strip());
            }
            requireDistinct(file, names);
            return names;
        } catch (IOException e) {
            throw files.failure(file, e);
        }
    }

    private void requireDistinct(Path file, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            int first = names.indexOf(names.get(i));
            if (first < i) {
                throw faulty(
                        file,
                        "names column '"
                                + names.get(i)
                                + "' twice, as column "
                                + (first + 1)
                                + " and "
                                + (i + 1)
                                + "; expected every name once");
            }
        }
    }

    private OnefoldException faulty(Path file, String what) {
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "file "
                        + files.name(file)
                        + " of source '"
                        + files.source()
                        + "' "
                        + what
                        + ". Nothing was committed");
    }

    private InputStream open(Path file) {
        try {
            return TextInput.open(file, charset);
        } catch (IOException e) {
            throw files.failure(file, e);
        }
    }

    /// A failure to read the file is not one to write the landing files.
    private boolean nextRecord(CsvRecords records, Path file) {
        try {
            return records.next();
        } catch (IOException e) {
            throw files.failure(file, e);
        }
    }

    private CsvRecords records(InputStream in) {
        return new CsvRecords(
                in,
                (byte) oneByte(options.delimiter(), "delimiter"),
                options.quote().isEmpty() ? -1 : oneByte(options.quote(), "quote"));
    }

    private int oneByte(String text, String what) {
        if (text.length() != 1 || text.charAt(0) > 127) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    what
                            + " '"
                            + text
                            + "' of source '"
                            + files.source()
                            + "' is not one character of ASCII");
        }
        return text.charAt(0);
    }
}
