package io.onefold.graph.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Decimal;
import io.onefold.model.DataType.ListOf;
import io.onefold.model.DataType.Simple;
import io.onefold.model.DatasetName;
import io.onefold.model.OnefoldException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PropertyRulesTest {

    @Test
    void moneyIsAnExactTextAndAnIntegerOfMinorUnits() throws Exception {
        assertThat(read(new Decimal(18, 2), "cast('-0.05' as decimal(18,2))"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("v", "-0.05", "v_minor", -5L));
        assertThat(read(new Decimal(38, 4), "cast('92233720368547.5807' as decimal(38,4))"))
                .containsEntry("v_minor", 922_337_203_685_475_807L);
    }

    @Test
    void minorUnitsBeyond64BitsAreRefused() throws Exception {
        assertThat(refusal(new Decimal(38, 2), "cast('1e30' as decimal(38,2))"))
                .isEqualTo("v: minor units do not fit 64 bits");
    }

    @ParameterizedTest
    @CsvSource({
        "5, 2, '', true",
        "18, 4, '', true",
        "18, 0, '', false",
        "18, 1, '', false",
        "9, 6, '', false",
        "18, 0, Money, true",
        "9, 6, Money.Crypto, true",
        "5, 2, Measure.Rate, false",
        "5, 2, PII.Income, true"
    })
    void scaleAndTagsSayWhetherADecimalIsMoney(
            int precision, int scale, String tag, boolean expected) {
        Set<String> tags = tag.isEmpty() ? Set.of() : Set.of(tag);
        assertThat(PropertyRules.isMoney(new Decimal(precision, scale), tags)).isEqualTo(expected);
    }

    @Test
    void aColumnOfItsOwnWinsOverTheMinorTwin() {
        Column money = Column.optional("v", new Decimal(9, 2));
        assertThat(PropertyRules.of(relation(money.type(), null), money, Set.of("v", "v_minor")))
                .extracting(Property::name)
                .containsExactly("v");
    }

    @Test
    void aTimestampWithoutAZoneTakesTheZoneOfItsSource() throws Exception {
        assertThat(
                        read(
                                Simple.TIMESTAMP,
                                "timestamp '2024-07-01 12:00:00'",
                                ZoneId.of("Europe/Prague")))
                .containsEntry("v", OffsetDateTime.parse("2024-07-01T10:00:00Z"));
        assertThat(read(Simple.TIMESTAMPTZ, "timestamptz '2024-07-01 12:00:00.000001+02'", null))
                .containsEntry("v", OffsetDateTime.parse("2024-07-01T10:00:00.000001Z"));
    }

    @Test
    void aTimestampWithoutAZoneOfASourceWithoutAZoneIsAnError() {
        Column column = Column.optional("v", Simple.TIMESTAMP);
        assertThatThrownBy(
                        () -> PropertyRules.of(relation(column.type(), null), column, Set.of("v")))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("silo.t.v")
                .hasMessageContaining("'zone: <name>'");
    }

    @Test
    void aNumberThatIsNoneIsRefused() throws Exception {
        assertThat(refusal(Simple.DOUBLE, "'nan'::double")).isEqualTo("v: not a number");
        assertThat(refusal(Simple.DOUBLE, "'infinity'::double")).isNull();
        assertThat(refusal(Simple.TIMESTAMPTZ, "'infinity'::timestamptz"))
                .isEqualTo("v: an infinite date or time");
    }

    @Test
    void listsStayListsAndMayHoldNoNull() throws Exception {
        assertThat(read(new ListOf(Simple.STRING), "['a', 'b']"))
                .containsEntry("v", List.of("a", "b"));
        assertThat(read(new ListOf(new Decimal(5, 2)), "[1.50::decimal(5,2)]"))
                .containsEntry("v", List.of("1.50"));
        assertThat(read(new ListOf(Simple.DATE), "[date '1970-01-02']"))
                .containsEntry("v", List.of(java.time.LocalDate.of(1970, 1, 2)));
        assertThat(refusal(new ListOf(Simple.STRING), "['a', null]"))
                .isEqualTo("v: a list with an element that is null or not finite");
        assertThat(refusal(new ListOf(Simple.DOUBLE), "[1.0, 'nan'::double]")).isNotNull();
        assertThat(refusal(new ListOf(Simple.DOUBLE), "null::double[]")).isNull();
    }

    @Test
    void bytesAreLeftOutAndNestedValuesBecomeJson() throws Exception {
        assertThat(read(Simple.BINARY, "'x'::blob")).isEmpty();
        assertThat(read(new ListOf(new ListOf(Simple.INT)), "[[1, 2], [3]]"))
                .containsEntry("v", "[[1,2],[3]]");
    }

    @Test
    void aMaskedColumnIsReadThroughItsMask() throws Exception {
        Column column = Column.optional("v", Simple.STRING);
        Relation masked =
                new Relation(
                        new DatasetName("silo", "t"),
                        "t",
                        1,
                        List.of(column),
                        Set.of(),
                        Map.of(),
                        Map.of("v", "'***'"),
                        null);
        assertThat(PropertyRules.of(masked, column, Set.of("v")).getFirst().sql())
                .isEqualTo("'***'");
    }

    private static Map<String, Object> read(DataType type, String value) throws Exception {
        return read(type, value, null);
    }

    private static Map<String, Object> read(DataType type, String value, ZoneId zone)
            throws Exception {
        Column column = Column.optional("v", type);
        Map<String, Object> read = new LinkedHashMap<>();
        try (EngineForTests engine = new EngineForTests()) {
            engine.execute("create table t as select " + value + " as v");
            for (Property p : PropertyRules.of(relation(type, zone), column, Set.of("v"))) {
                Object raw = engine.rows("select " + p.sql() + " from t").getFirst().getFirst();
                assertThat(
                                engine.rows("select typeof(" + p.sql() + ") from t")
                                        .getFirst()
                                        .getFirst())
                        .isEqualTo(p.sqlType());
                read.put(p.name(), EngineValue.toDriver(p, raw));
            }
        }
        return read;
    }

    private static Object refusal(DataType type, String value) throws Exception {
        Column column = Column.optional("v", type);
        try (EngineForTests engine = new EngineForTests()) {
            engine.execute("create table t as select " + value + " as v");
            List<Property> properties = PropertyRules.of(relation(type, null), column, Set.of("v"));
            return engine.rows("select " + NodePlan.refusalOf(properties) + " from t")
                    .getFirst()
                    .getFirst();
        }
    }

    private static Relation relation(DataType type, ZoneId zone) {
        return new Relation(
                new DatasetName("silo", "t"),
                "t",
                1,
                List.of(Column.optional("v", type)),
                Set.of(),
                Map.of(),
                Map.of(),
                zone);
    }
}
