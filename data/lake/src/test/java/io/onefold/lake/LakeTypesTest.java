package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import io.onefold.model.OnefoldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The traps of types: what the engine would widen, round or rename.
class LakeTypesTest extends TrapTable {

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
}
