package io.onefold.ingest.internal.landing;

import static io.onefold.lake.DuckSql.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Landing files of [RowWriter] as SQL.
public final class TextLanding {

    /// The columns of a landing file of rejects, behind hash, file and row: which rule was broken,
    /// in which column (if it is known), what was expected, and the line as it was (unless it must
    /// not be kept).
    private static final List<String> REJECT = List.of("rule", "col", "expected", "line");

    private static final int LINE_BYTES_LEAST = 1 << 20;

    private TextLanding() {}

    /// The statement that teaches a session to read the fields, before it reads any.
    public static String macro() {
        return SqlResource.load(TextLanding.class, "landing_text");
    }

    /// Rows of one table of a database.
    ///
    /// @param source what they come from, for example `public.accounts`
    public static Landed ofDatabase(
            Chunks rows, List<SiloColumn> columns, String source, boolean keyIsUnique) {
        return new Landed(
                scan(rows, businessNames(columns), false),
                columns(rows, columns),
                "h",
                text(source),
                "NULL::BIGINT",
                null,
                rows.rows(),
                0,
                keyIsUnique);
    }

    /// Rows of one database table, beside lines of it that are no valid text.
    public static Landed ofDatabase(
            Chunks rows,
            Chunks rejects,
            List<SiloColumn> columns,
            String source,
            boolean keyIsUnique) {
        Landed clean = ofDatabase(rows, columns, source, keyIsUnique);
        return new Landed(
                clean.relation(),
                clean.columns(),
                clean.hash(),
                clean.source(),
                clean.sourceRow(),
                rejects(rejects, List.of(source)),
                rows.rows(),
                rejects.rows(),
                keyIsUnique);
    }

    /// Rows of the files of one table.
    ///
    /// @param sources the files' names, in the order of their numbers
    public static Landed ofFiles(
            Chunks rows, Chunks rejects, List<SiloColumn> columns, List<String> sources) {
        return new Landed(
                scan(rows, businessNames(columns), true),
                columns(rows, columns),
                "h",
                source(sources),
                "r",
                rejects(rejects, sources),
                rows.rows(),
                rejects.rows(),
                false);
    }

    private static @Nullable String rejects(Chunks rejects, List<String> sources) {
        if (rejects.rows() == 0) {
            return null;
        }
        return "(SELECT h AS _row_hash, "
                + source(sources)
                + " AS _source, r AS _source_row, rule, landing_text(col) AS col,"
                + " landing_text(expected) AS expected, landing_text(line) AS line FROM "
                + scan(rejects, REJECT, true)
                + ")";
    }

    private static String source(List<String> sources) {
        return sources.size() == 1
                ? text(sources.getFirst())
                : sources.stream()
                        .map(io.onefold.lake.DuckSql::text)
                        .collect(Collectors.joining(", ", "([", "])[f]"));
    }

    private static List<String> businessNames(List<SiloColumn> columns) {
        return IntStream.range(0, columns.size()).mapToObj(TextLanding::alias).toList();
    }

    private static List<Landed.LandedColumn> columns(Chunks rows, List<SiloColumn> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> TextValue.of(columns.get(i), alias(i), rows.escaped()))
                .toList();
    }

    private static String alias(int column) {
        return "c" + column;
    }

    private static String scan(Chunks chunks, List<String> fields, boolean ofFiles) {
        List<String> columns = new ArrayList<>();
        columns.add("'h': 'VARCHAR'");
        if (ofFiles) {
            columns.add("'f': 'INTEGER'");
            columns.add("'r': 'BIGINT'");
        }
        fields.forEach(field -> columns.add("'" + field + "': 'VARCHAR'"));
        if (chunks.rows() == 0) {
            return columns.stream()
                    .map(column -> column.replace("'", "").split(": "))
                    .map(pair -> "NULL::" + pair[1] + " AS " + pair[0])
                    .collect(Collectors.joining(", ", "(SELECT ", " WHERE false)"));
        }
        return """
               read_csv(
                   [%s],
                   columns = {%s},
                   auto_detect = false, header = false, delim = '\\t', new_line = '\\n',
                   quote = '', escape = '', nullstr = '\\N', max_line_size = %d)"""
                .formatted(
                        chunks.files().stream()
                                .map(Path::toString)
                                .map(io.onefold.lake.DuckSql::text)
                                .collect(Collectors.joining(", ")),
                        String.join(", ", columns),
                        Math.max(LINE_BYTES_LEAST, 2L * chunks.longestLine()));
    }
}
