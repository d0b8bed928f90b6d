package io.onefold.graph.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The engine's fingerprint of a row and Java's of what the graph gives back must be one.
final class FingerprintTest {

    private static final OffsetDateTime EPOCH =
            OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    @Test
    void theEngineAndJavaGiveAllTypesTheSameFingerprint() throws Exception {
        Map<Property, String> columns = new LinkedHashMap<>();
        columns.put(Property.of("text", PropertyType.STRING, ""), "s");
        columns.put(Property.of("Count", PropertyType.INTEGER, ""), "i");
        columns.put(Property.of("flag", PropertyType.BOOLEAN, ""), "b");
        columns.put(Property.of("day", PropertyType.DATE, ""), "d");
        columns.put(Property.of("at", PropertyType.DATETIME, ""), "t");
        columns.put(new Property("many", PropertyType.STRING, true, "", null, null), "l");
        long seed = 11;
        Random random = new Random(seed);
        try (EngineForTests engine = new EngineForTests()) {
            engine.execute(
                    "create table t (s varchar, i bigint, b boolean, d bigint, t bigint, l varchar[])");
            for (int i = 0; i < 200; i++) {
                engine.execute(
                        "insert into t values (?, ?, ?, ?, ?, [?, ?])",
                        nullOr(random, text(random)),
                        nullOr(random, random.nextLong()),
                        nullOr(random, random.nextBoolean()),
                        nullOr(random, (long) random.nextInt(40_000) - 20_000),
                        nullOr(random, random.nextLong() >> 12),
                        text(random),
                        text(random));
            }
            for (List<Object> row :
                    engine.rows(
                            "select "
                                    + Fingerprint.sql(columns)
                                    + ", s, i, b, d, t, l[1], l[2] from t")) {
                Map<String, Object> properties = new LinkedHashMap<>();
                put(properties, "text", row.get(1));
                put(properties, "Count", row.get(2));
                put(properties, "flag", row.get(3));
                put(
                        properties,
                        "day",
                        row.get(4) == null ? null : LocalDate.ofEpochDay((long) row.get(4)));
                put(
                        properties,
                        "at",
                        row.get(5) == null
                                ? null
                                : EPOCH.plus((long) row.get(5), ChronoUnit.MICROS));
                properties.put("many", List.of(row.get(6), row.get(7)));
                properties.put(KeyRule.PROPERTY, "left out");
                assertThat(Fingerprint.of(properties))
                        .as("seed %d, %s", seed, row)
                        .isEqualTo(row.get(0));
            }
        }
    }

    @Test
    void theEngineAndJavaWriteFloatingPointNumbersAlike() throws Exception {
        long seed = 13;
        Random random = new Random(seed);
        try (EngineForTests engine = new EngineForTests()) {
            engine.execute("create table t (v double)");
            double[] edges = {
                0.0,
                -0.0,
                1,
                0.1,
                1e15,
                1e16,
                9999999999999998.0,
                1e-4,
                1e-5,
                1.5e-5,
                1e100,
                123456789.125,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                2.2250738585072014E-308
            };
            for (double edge : edges) {
                engine.execute("insert into t values (?)", edge);
            }
            for (int i = 0; i < 3_000; i++) {
                double any = Double.longBitsToDouble(random.nextLong());
                engine.execute("insert into t values (?)", Double.isNaN(any) ? 1.0 : any);
                engine.execute(
                        "insert into t values (?)",
                        Math.round(random.nextGaussian() * 1e6) / 100.0);
            }
            for (List<Object> row : engine.rows("select v, cast(v as varchar) from t")) {
                assertThat(EngineText.of((double) row.get(0)))
                        .as("seed %d", seed)
                        .isEqualTo(row.get(1));
            }
        }
    }

    @Test
    void aValueCannotImitateAnotherProperty() {
        assertThat(Fingerprint.of(Map.of("a", "x\u001eb\u001fs1:y")))
                .isNotEqualTo(Fingerprint.of(Map.of("a", "x", "b", "y")));
        assertThat(Fingerprint.of(Map.of("a", List.of("1", "2"))))
                .isNotEqualTo(Fingerprint.of(Map.of("a", List.of("12"))));
        assertThat(Fingerprint.of(Map.of("a", "1"))).isNotEqualTo(Fingerprint.of(Map.of("a", 1L)));
    }

    private static Object nullOr(Random random, Object value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    private static void put(Map<String, Object> properties, String name, Object value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> 0x1f600 + random.nextInt(20);
                        case 1 -> 0x1e + random.nextInt(2);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }
}
