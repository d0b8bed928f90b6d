package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.lake.internal.iceberg.LocalFileIO;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The traps of writing Iceberg tables by DuckDB, each with its test.
class LakeTrapsTest {

    private static LakeFixture fixture;
    private static LakeSession session;
    private static int tables;

    private TableName name;

    @BeforeAll
    static void open() {
        fixture = new LakeFixture();
        session = fixture.session();
    }

    @AfterAll
    static void close() {
        session.close();
        fixture.close();
    }

    @BeforeEach
    void nameTable(TestInfo info) {
        name = TableName.of("raw", "traps", "t" + tables++);
    }

    private void create(Column column, io.onefold.lake.PartitionField... partition) {
        fixture.lake.create(name, List.of(column), List.of(partition));
    }

    private Commit append(String select) {
        return session.publish(new Write(name, select, new WriteMode.Append(), "run"));
    }

    private List<String> read(String select) {
        session.attach(name);
        return LakeFixture.rows(session, select + " FROM " + DuckSql.table(name) + " ORDER BY ALL");
    }

    private List<DataFile> files() {
        Table table = fixture.lake.tables().load(name);
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            tasks.forEach(t -> files.add(t.file().copy()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return files;
    }

    private Object bound(Map<Integer, ByteBuffer> bounds) {
        Types.NestedField field = fixture.lake.tables().load(name).schema().columns().getFirst();
        ByteBuffer bound = bounds == null ? null : bounds.get(field.fieldId());
        return bound == null ? null : Conversions.fromByteBuffer(field.type(), bound);
    }

    @Test
    void theSumOfIntegersIsAWideDecimalAndNeverADouble() {
        String sum = "SELECT sum(i) AS v FROM (VALUES (9007199254740993::BIGINT), (0)) t(i)";

        assertThat(session.columnsOf(sum))
                .containsExactly(Column.optional("v", new DataType.Decimal(38, 0)));
        create(Column.optional("v", Simple.DOUBLE));
        assertThatThrownBy(() -> append(sum))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("HUGEINT");
    }

    @Test
    void theSumOfIntegersFitsALongExactlyOrFails() {
        create(Column.optional("v", Simple.LONG));

        append("SELECT sum(i) AS v FROM (VALUES (9007199254740993::BIGINT), (0)) t(i)");

        assertThat(read("SELECT v")).containsExactly("9007199254740993");
        assertThatThrownBy(
                        () ->
                                session.publish(
                                        new Write(
                                                name,
                                                "SELECT 9223372036854775808::HUGEINT AS v",
                                                new WriteMode.Append(),
                                                "overflow")))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("Conversion Error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP"})
    void coarserTimestampsLandAsMicroseconds(String type) {
        create(Column.optional("v", Simple.TIMESTAMP));

        append("SELECT CAST('2024-02-29 12:34:56' AS " + type + ") AS v");

        assertThat(read("SELECT v::VARCHAR, typeof(v)"))
                .containsExactly("2024-02-29 12:34:56|TIMESTAMP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIMESTAMP_NS '2024-01-01 00:00:00.123456789'",
                "INTERVAL 1 DAY",
                "TIMETZ '10:00:00+02'",
                "MAP {'a': 1}",
                "'101'::BIT"
            })
    void typesThatTheLakeLacksMustBeCastBySayingSo(String value) {
        String select = "SELECT " + value + " AS v";

        assertThatThrownBy(() -> session.columnsOf(select))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("'v'")
                .hasMessageContaining("cast it");
        create(Column.optional("v", Simple.TIMESTAMP));
        assertThatThrownBy(() -> append(select))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("cast it");
    }

    @Test
    void aFractionIsNeverRoundedSilently() {
        create(Column.optional("v", Simple.LONG));

        assertThatThrownBy(() -> append("SELECT 1.5::DOUBLE AS v"))
                .hasMessageContaining("could lose something");
        assertThatThrownBy(() -> append("SELECT 1.5 AS v"))
                .hasMessageContaining("could lose something");
        assertThatThrownBy(() -> append("SELECT '1' AS v"))
                .hasMessageContaining("could lose something");
    }

    @Test
    void wideDecimalsKeepExactBounds() {
        create(Column.optional("v", new DataType.Decimal(38, 10)));

        append(
                "SELECT unnest(['-9999999999999999999999999999.9999999999', '0.0000000001',"
                        + " '9999999999999999999999999999.9999999999'])::DECIMAL(38,10) AS v");

        DataFile file = files().getFirst();
        assertThat(bound(file.lowerBounds()))
                .isEqualTo(new BigDecimal("-9999999999999999999999999999.9999999999"));
        assertThat(bound(file.upperBounds()))
                .isEqualTo(new BigDecimal("9999999999999999999999999999.9999999999"));
    }

    @Test
    void notANumberIsOutsideTheBoundsAndInfinityInside() {
        create(Column.optional("v", Simple.DOUBLE));

        append("SELECT unnest(['NaN'::DOUBLE, '-inf', 1.5, 'inf', -0.0]) AS v");

        DataFile file = files().getFirst();
        assertThat(bound(file.lowerBounds())).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(bound(file.upperBounds())).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(file.nanValueCounts().values()).containsExactly(1L);
        assertThat(read("SELECT count(*) FILTER (isnan(v)), count(*)")).containsExactly("1|5");
    }

    @Test
    void zeroBoundsHoldBothZeros() {
        create(Column.optional("v", Simple.DOUBLE));

        append("SELECT unnest([0.0::DOUBLE, -0.0::DOUBLE]) AS v");

        assertThat(bound(files().getFirst().lowerBounds())).isEqualTo(-0.0);
        assertThat(bound(files().getFirst().upperBounds())).isEqualTo(0.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 36, 37, 60, 200, 5000})
    void boundsOfTextsAreShortAndEnclose(int length) {
        create(Column.optional("v", Simple.STRING));
        String low = "a".repeat(length);
        String high = "\uD83D\uDE00".repeat(length);

        append("SELECT unnest([" + DuckSql.text(low) + ", 'b', " + DuckSql.text(high) + "]) AS v");

        var order = org.apache.iceberg.types.Comparators.charSequences();
        Object lower = bound(files().getFirst().lowerBounds());
        Object upper = bound(files().getFirst().upperBounds());
        assertThat(lower == null || order.compare(lower.toString(), low) <= 0).isTrue();
        assertThat(upper == null || order.compare(upper.toString(), high) >= 0).isTrue();
        assertThat(lower == null || lower.toString().length() <= 36).isTrue();
        assertThat(length > 60 || lower != null).as("short texts have bounds").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIMESTAMP 'infinity'",
                "DATE '-infinity'",
                "TIMESTAMP '12024-01-01 00:00:00.000001'",
                "DATE '0044-03-15 (BC)'",
                "TIMESTAMPTZ '-infinity'",
                "'ab'::BLOB",
                "TIME '23:59:59.999999'",
                "true",
                "false",
                "''",
                "(-32768)::SMALLINT",
                "'inf'::FLOAT",
                "TIMESTAMP '0001-01-01 00:00:00'",
                "TIMESTAMPTZ '1969-12-31 23:59:59.5+00'"
            })
    void everyValueIsFoundAgainByItsBounds(String literal) {
        fixture.lake.create(name, session.columnsOf("SELECT " + literal + " AS v"), List.of());

        append("SELECT " + literal + " AS v");

        Table table = fixture.lake.tables().load(name);
        Types.NestedField field = table.schema().columns().getFirst();
        DataFile file = files().getFirst();
        ByteBuffer lower =
                file.lowerBounds() == null ? null : file.lowerBounds().get(field.fieldId());
        ByteBuffer upper =
                file.upperBounds() == null ? null : file.upperBounds().get(field.fieldId());
        assertThat(lower).as("both bounds or none").isEqualTo(upper);
        assertThat(read("SELECT count(*)")).containsExactly("1");
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT count(*) FROM "
                                        + DuckSql.table(name)
                                        + " WHERE v = "
                                        + literal))
                .containsExactly("1");
        if (lower != null
                && field.type().typeId() == org.apache.iceberg.types.Type.TypeID.BOOLEAN) {
            assertThat(bound(file.lowerBounds())).isEqualTo(Boolean.valueOf(literal));
        }
    }

    @Test
    void emptyNullLongAndOddTextsAreDifferentPartitions() {
        create(Column.optional("v", Simple.STRING), io.onefold.lake.PartitionField.identity("v"));
        String longText = "é".repeat(400);
        String values =
                Stream.of(
                                "",
                                "__HIVE_DEFAULT_PARTITION__",
                                "null",
                                "t",
                                "h",
                                "a/b=c",
                                "..",
                                " ",
                                "%2F",
                                "ü",
                                longText,
                                longText + "x",
                                "'",
                                "😀")
                        .map(DuckSql::text)
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow();

        append("SELECT unnest([" + values + ", NULL, NULL]) AS v");

        List<Object> partitions = new ArrayList<>();
        files().forEach(f -> partitions.add(String.valueOf(f.partition().get(0, Object.class))));
        assertThat(partitions)
                .containsExactlyInAnyOrder(
                        "",
                        "__HIVE_DEFAULT_PARTITION__",
                        "null",
                        "null",
                        "t",
                        "h",
                        "a/b=c",
                        "..",
                        " ",
                        "%2F",
                        "ü",
                        longText,
                        longText + "x",
                        "'",
                        "😀");
        assertThat(files().stream().filter(f -> f.partition().get(0, Object.class) == null))
                .singleElement()
                .satisfies(f -> assertThat(f.recordCount()).isEqualTo(2));
        assertThat(read("SELECT count(*), count(v), count(DISTINCT v)"))
                .containsExactly("16|14|14");
    }

    @ParameterizedTest
    @EnumSource(io.onefold.lake.PartitionField.Transform.class)
    void partitionValuesEqualIcebergsOwnTransforms(
            io.onefold.lake.PartitionField.Transform transform) {
        create(
                Column.optional("v", Simple.TIMESTAMPTZ),
                new io.onefold.lake.PartitionField("v", transform));

        append(
                "SELECT unnest([TIMESTAMPTZ '1969-12-31 23:59:59.999999+00', '1970-01-01 00:00:00+00', '0001-01-01 00:00:00+00',"
                        + " '1900-02-28 05:00:00+00', '2024-02-29 23:00:00+00', '9999-12-31 23:59:59+00', NULL]) AS v");

        Table table = fixture.lake.tables().load(name);
        PartitionField field = table.spec().fields().getFirst();
        for (DataFile file : files()) {
            List<String> micros =
                    LakeFixture.rows(
                            session,
                            "SELECT DISTINCT epoch_us(v) FROM read_parquet("
                                    + DuckSql.text(LocalFileIO.path(file.location()).toString())
                                    + ", hive_partitioning = false)");
            for (String micro : micros) {
                Object expected = micro.equals("null") ? null : apply(field, Long.parseLong(micro));
                assertThat(file.partition().get(0, Object.class)).isEqualTo(expected);
            }
        }
        assertThat(read("SELECT count(*)")).containsExactly("7");
    }

    private static Object apply(PartitionField field, long micros) {
        org.apache.iceberg.transforms.Transform<Long, Object> transform = cast(field.transform());
        return transform.bind(Types.TimestampType.withZone()).apply(micros);
    }

    @SuppressWarnings("unchecked")
    private static <S, T> org.apache.iceberg.transforms.Transform<S, T> cast(
            org.apache.iceberg.transforms.Transform<?, ?> transform) {
        return (org.apache.iceberg.transforms.Transform<S, T>) transform;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATE '1969-12-30'",
                "-17::INTEGER",
                "-17::BIGINT",
                "true",
                "-1.50::DECIMAL(20,2)",
                "TIME '23:59:59.5'"
            })
    void everyPartitionableTypeKeepsItsValue(String literal) {
        List<Column> columns = session.columnsOf("SELECT " + literal + " AS v");
        fixture.lake.create(name, columns, List.of(io.onefold.lake.PartitionField.identity("v")));

        append("SELECT " + literal + " AS v UNION ALL SELECT NULL");

        Table table = fixture.lake.tables().load(name);
        assertThat(files()).hasSize(2);
        for (DataFile file : files()) {
            Object value = file.partition().get(0, Object.class);
            if (value != null) {
                Object lower =
                        Conversions.fromByteBuffer(
                                table.schema().columns().getFirst().type(),
                                file.lowerBounds()
                                        .get(table.schema().columns().getFirst().fieldId()));
                assertThat(value).isEqualTo(lower);
            }
        }
    }

    @Test
    void noExtensionIsInstalledOrLoadedByItself() {
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')"))
                .containsExactly("false|false");
        assertThatThrownBy(
                        () -> session.execute("SELECT * FROM 'https://example.invalid/x.parquet'"))
                .isInstanceOf(OnefoldException.class);
    }

    @Test
    void everySessionHasALimitASpillFolderAndUtc() {
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('TimeZone'),"
                                        + " current_setting('temp_directory') LIKE '%spill%'"))
                .containsExactly("488.2 MiB|2|UTC|true");
    }

    @Test
    void theLengthOfAnIntegerDoesNotBind() {
        assertThatThrownBy(() -> session.execute("SELECT length(12345)"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("Binder Error");
        assertThat(LakeFixture.rows(session, "SELECT length(CAST(12345 AS VARCHAR))"))
                .containsExactly("5");
    }

    @Test
    void truncatingADateMustBeCastBackToADate() {
        create(Column.optional("v", Simple.DATE));
        String truncated = "date_trunc('month', DATE '2024-02-29')";
        String type = LakeFixture.rows(session, "SELECT typeof(" + truncated + ")").getFirst();

        if (!type.equals("DATE")) {
            assertThatThrownBy(() -> append("SELECT " + truncated + " AS v"))
                    .hasMessageContaining("cast it");
        }
        append("SELECT CAST(" + truncated + " AS DATE) AS v");

        assertThat(read("SELECT v")).containsExactly("2024-02-01");
    }

    @Test
    void lookAroundIsNotInTheEnginesRegularExpressions() {
        assertThatThrownBy(() -> session.execute("SELECT regexp_matches('a', '(?=a)')"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("(?");
    }

    @Test
    void aTableWithDeleteFilesFailsLoudly() {
        create(Column.optional("v", Simple.LONG));
        append("SELECT 1::BIGINT AS v");
        Table table = fixture.lake.tables().load(name);
        table.newRowDelta()
                .addDeletes(
                        FileMetadata.deleteFileBuilder(table.spec())
                                .ofPositionDeletes()
                                .withPath(table.location() + "/data/deletes.parquet")
                                .withFileSizeInBytes(10)
                                .withRecordCount(1)
                                .build())
                .commit();

        assertThatThrownBy(() -> session.attach(name))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNPROCESSABLE))
                .hasMessageContaining("delete files");
    }

    @Test
    void oddColumnNamesTravelUnchanged() {
        List<String> odd =
                List.of(
                        "order",
                        "select",
                        "na\"me",
                        "été",
                        " lead",
                        "a.b",
                        "100%",
                        "x'y",
                        "日本",
                        "group by",
                        "filename");
        fixture.lake.create(
                name, odd.stream().map(n -> Column.optional(n, Simple.STRING)).toList(), List.of());
        String items =
                odd.stream()
                        .map(n -> DuckSql.text(n) + " AS " + DuckSql.name(n))
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow();

        append("SELECT " + items);

        assertThat(fixture.lake.require(name).columns())
                .extracting(Column::name)
                .containsExactlyElementsOf(odd);
        assertThat(read("SELECT *")).containsExactly(String.join("|", odd));
    }

    @Test
    void columnsThatDifferOnlyInCaseAreRefused() {
        assertThatThrownBy(
                        () ->
                                fixture.lake.create(
                                        name,
                                        List.of(
                                                Column.optional("ID", Simple.LONG),
                                                Column.optional("id", Simple.LONG)),
                                        List.of()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("'ID' and 'id'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main.a.b",
                "temp.x",
                "system.a.b",
                "raw.main.t",
                "information_schema.t",
                "memory.t"
            })
    void namesThatTheEngineKeepsForItselfAreRefused(String reserved) {
        assertThatThrownBy(
                        () ->
                                fixture.lake.create(
                                        TableName.parse(reserved),
                                        List.of(Column.optional("v", Simple.LONG)),
                                        List.of()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining(reserved);
    }

    @Test
    void aNullInARequiredColumnIsRefusedAndLeavesNothing() {
        create(Column.required("v", Simple.LONG));

        assertThatThrownBy(() -> append("SELECT unnest([1, NULL, NULL])::BIGINT AS v"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("'v' is required, and 2 rows");
        assertThat(fixture.lake.require(name).current()).isEmpty();
    }

    @Test
    void anEmptyTableIsATypedEmptyRelation() {
        create(Column.optional("v", new DataType.Decimal(18, 2)));

        assertThat(read("SELECT v")).isEmpty();
        assertThat(
                        LakeFixture.rows(
                                session,
                                "SELECT column_type FROM (DESCRIBE FROM "
                                        + DuckSql.table(name)
                                        + ")"))
                .containsExactly("DECIMAL(18,2)");
    }

    @Test
    void thousandsOfFilesAreReadAsOneTable() {
        create(Column.optional("v", Simple.INT), io.onefold.lake.PartitionField.identity("v"));

        append("SELECT range::INT AS v FROM range(2000)");

        assertThat(fixture.lake.require(name).files()).isEqualTo(2000);
        assertThat(read("SELECT count(*), sum(v)")).containsExactly("2000|1999000");
    }

    @Test
    void missingAndFurtherColumnsAreNamedTogether() {
        create(Column.optional("v", Simple.LONG));

        assertThatThrownBy(() -> append("SELECT 1 AS w"))
                .hasMessageContaining("'v' is missing")
                .hasMessageContaining("'w' is not in the table");
    }
}
