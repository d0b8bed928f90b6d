package io.onefold.ingest.internal.landing;

import static io.onefold.lake.DuckSql.text;

import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
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
                scan(rows, texts(columns), false),
                columns(rows, columns),
                "h",
                text(source),
                "NULL::BIGINT",
                null,
                rows.rows(),
                0,
                keyIsUnique,
                rows.rows() == 0 ? null : quick(rows, columns, source),
                rows.digest());
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
                keyIsUnique,
                clean.quick(),
                clean.digest());
    }

    /// Rows of the files of one table.
    ///
    /// @param sources the files' names, in the order of their numbers
    public static Landed ofFiles(
            Chunks rows, Chunks rejects, List<SiloColumn> columns, List<String> sources) {
        return new Landed(
                scan(rows, texts(columns), true),
                columns(rows, columns),
                "h",
                source(sources),
                "r",
                rejects(rejects, sources),
                rows.rows(),
                rejects.rows(),
                false,
                null,
                rows.digest());
    }

    private static @Nullable String rejects(Chunks rejects, List<String> sources) {
        if (rejects.rows() == 0) {
            return null;
        }
        return "(SELECT h AS _row_hash, "
                + source(sources)
                + " AS _source, r AS _source_row, rule, landing_text(col) AS col,"
                + " landing_text(expected) AS expected, landing_text(line) AS line FROM "
                + scan(rejects, REJECT.stream().map(Field::text).toList(), true)
                + ")";
    }

    private static String source(List<String> sources) {
        return sources.size() == 1
                ? text(sources.getFirst())
                : sources.stream()
                        .map(DuckSql::text)
                        .collect(Collectors.joining(", ", "([", "])[f]"));
    }

    /// One field of a landing file, as the engine is to read it.
    private record Field(String name, String type) {

        static Field text(String name) {
            return new Field(name, "VARCHAR");
        }
    }

    private static List<Field> texts(List<SiloColumn> columns) {
        return IntStream.range(0, columns.size()).mapToObj(i -> Field.text(alias(i))).toList();
    }

    /// Reads what it can by the types of the columns; the other columns as ever.
    private static String quick(Chunks rows, List<SiloColumn> columns, String source) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            SiloColumn column = columns.get(i);
            fields.add(
                    TextValue.isReadTyped(column)
                            ? new Field(alias(i), DuckSql.type(column.type()))
                            : Field.text(alias(i)));
        }
        return quick(
                columns,
                TextValue::isReadTyped,
                TextValue::outOfRange,
                rows.escaped(),
                source,
                scan(rows, fields, false));
    }

    /// The rows of a relation that has columns [#alias] for the silo's and `h` for the hash.
    ///
    /// @param typed which columns are values already; the others are texts
    /// @param range a number for such a value, 0 if it is in the lake's range; null: it is
    private static String quick(
            List<SiloColumn> columns,
            Predicate<SiloColumn> typed,
            BiFunction<SiloColumn, String, @Nullable String> range,
            boolean escaped,
            String source,
            String relation) {
        List<String> items = new ArrayList<>();
        List<String> unfit = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            SiloColumn column = columns.get(i);
            Landed.LandedColumn text = TextValue.of(column, alias(i), escaped);
            boolean value = typed.test(column);
            items.add((value ? alias(i) : text.value()) + " AS " + DuckSql.name(column.name()));
            String misfit = value ? range.apply(column, alias(i)) : text.unfit();
            if (misfit != null) {
                unfit.add(misfit);
            }
        }
        return "SELECT "
                + String.join(", ", items)
                + ", h AS _row_hash, "
                + text(source)
                + " AS _source, NULL::BIGINT AS _source_row FROM "
                + relation
                + (unfit.isEmpty() ? "" : " WHERE " + String.join(" + ", unfit) + " = 0");
    }

    /// The columns in which rows come straight from a database, the hash last.
    ///
    /// @param typed which columns come as values of their type; the others as plain texts
    public static List<Column> fedColumns(List<SiloColumn> columns, Predicate<SiloColumn> typed) {
        List<Column> fed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            SiloColumn column = columns.get(i);
            fed.add(
                    Column.optional(
                            alias(i), typed.test(column) ? column.type() : DataType.Simple.STRING));
        }
        fed.add(Column.required("h", DataType.Simple.STRING));
        return fed;
    }

    /// A SELECT of such rows, like [Landed#quick]. Values are taken to be in the lake's range.
    public static String ofFed(
            List<SiloColumn> columns, Predicate<SiloColumn> typed, String source, String relation) {
        return quick(columns, typed, (column, value) -> null, false, source, relation);
    }

    private static List<Landed.LandedColumn> columns(Chunks rows, List<SiloColumn> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> TextValue.of(columns.get(i), alias(i), rows.escaped()))
                .toList();
    }

    private static String alias(int column) {
        return "c" + column;
    }

    private static String scan(Chunks chunks, List<Field> fields, boolean ofFiles) {
        List<String> columns = new ArrayList<>();
        columns.add("'h': 'VARCHAR'");
        if (ofFiles) {
            columns.add("'f': 'INTEGER'");
            columns.add("'r': 'BIGINT'");
        }
        fields.forEach(field -> columns.add("'" + field.name() + "': '" + field.type() + "'"));
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
                                .map(DuckSql::text)
                                .collect(Collectors.joining(", ")),
                        String.join(", ", columns),
                        Math.max(LINE_BYTES_LEAST, 2L * chunks.longestLine()));
    }
}
