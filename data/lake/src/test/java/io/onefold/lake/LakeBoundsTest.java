package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The traps of column bounds: a wrong one loses rows.
class LakeBoundsTest extends TrapTable {

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
}
