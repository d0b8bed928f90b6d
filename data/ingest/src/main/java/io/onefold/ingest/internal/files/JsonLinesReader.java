package io.onefold.ingest.internal.files;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The JSON lines of a table: one object a line, its members the columns, all of them text. A
/// member that is missing is null; an object or array stays its JSON text.
///
/// The files are read twice, once for the names of the members, so that drift is known before a row
/// lands. A line that is not one object is set aside: `json`, `encoding`, or `size` beyond 16 MB.
public final class JsonLinesReader implements SiloReader {

    private final SourceTable table;
    private final FileSet files;
    private final Charset charset;
    private final int streamsMax;

    private JsonLinesReader(SourceTable table, FileSet files, Charset charset, int streamsMax) {
        this.table = table;
        this.files = files;
        this.charset = charset;
        this.streamsMax = streamsMax;
    }

    /// Finds the files.
    ///
    /// @throws io.onefold.model.OnefoldException (RUN_FAILED) when there is none, or one is empty
    public static JsonLinesReader open(
            SourceSpec source, SourceTable table, Path root, int streamsMax) {
        return new JsonLinesReader(
                table,
                FileSet.find(source, table, root),
                TextInput.charset(FileSet.options(source, table).encoding()),
                streamsMax);
    }

    @Override
    public SiloTable describe() {
        Set<String> names = new LinkedHashSet<>();
        boolean anyLine = false;
        for (FileSet.Stamped file : files.files()) {
            try (InputStream in = TextInput.open(file.path(), charset)) {
                Lines lines = new Lines(in);
                while (lines.next()) {
                    if (!lines.isBlank() && !lines.isTooLong()) {
                        anyLine = true;
                        JsonObjects.names(lines.bytes(), lines.from(), lines.to(), names::add);
                    }
                }
            } catch (IOException e) {
                throw files.failure(file.path(), e);
            }
        }
        if (!anyLine) {
            throw FileReads.noRows(files);
        }
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
        List<String> names = columns.stream().map(SiloColumn::name).toList();
        return new FileReads(files, streamsMax, table.exclude().isEmpty())
                .land(
                        (number, file, rows, rejects, progress) ->
                                land(names, number, file, rows, rejects, progress),
                        columns,
                        prefix,
                        folder,
                        meter);
    }

    private void land(
            List<String> names,
            int number,
            Path file,
            RowWriter rows,
            RejectWriter rejects,
            RowMeter meter)
            throws IOException {
        try (InputStream in = open(file)) {
            Lines lines = new Lines(in);
            JsonObjects objects = new JsonObjects(names);
            int sinceReport = 0;
            while (nextLine(lines, file)) {
                if (lines.isBlank()) {
                    continue;
                }
                landLine(lines, objects, names.size(), number, rows, rejects);
                if (++sinceReport == RowMeter.STRIDE) {
                    meter.landed(sinceReport);
                    sinceReport = 0;
                }
            }
            meter.landed(sinceReport);
        }
    }

    private void landLine(
            Lines lines,
            JsonObjects objects,
            int columns,
            int number,
            RowWriter rows,
            RejectWriter rejects)
            throws IOException {
        if (lines.isTooLong()) {
            reject(lines, number, rejects, "size", "a line of at most 16 MB");
        } else if (!Utf8.isValid(lines.bytes(), lines.from(), lines.to())) {
            reject(lines, number, rejects, "encoding", "text in " + charset.name());
        } else if (!objects.read(lines.bytes(), lines.from(), lines.to())) {
            reject(lines, number, rejects, "json", "one JSON object with every name once");
        } else {
            rows.begin(number, lines.line());
            for (int i = 0; i < columns; i++) {
                byte[] value = objects.value(i);
                if (value == null) {
                    rows.putNull();
                } else {
                    rows.put(value);
                }
            }
            rows.end();
        }
    }

    private static void reject(
            Lines lines, int number, RejectWriter rejects, String rule, String expected)
            throws IOException {
        rejects.reject(
                number,
                lines.line(),
                rule,
                null,
                expected,
                lines.bytes(),
                lines.from(),
                lines.to());
    }

    private InputStream open(Path file) {
        try {
            return TextInput.open(file, charset);
        } catch (IOException e) {
            throw files.failure(file, e);
        }
    }

    private boolean nextLine(Lines lines, Path file) {
        try {
            return lines.next();
        } catch (IOException e) {
            throw files.failure(file, e);
        }
    }
}
