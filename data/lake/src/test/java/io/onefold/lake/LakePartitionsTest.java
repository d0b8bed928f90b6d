package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.lake.internal.iceberg.LocalFileIO;
import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The traps of partition values, which must never pass through a path.
class LakePartitionsTest extends TrapTable {

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
}
