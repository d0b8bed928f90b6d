package io.onefold.graph.internal.cypher;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.graph.TestNeo4j;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/// The server itself says what a literal means.
final class CypherTest {

    private static Driver driver;

    @BeforeAll
    static void connect() {
        driver = TestNeo4j.empty().driver();
    }

    @AfterAll
    static void disconnect() {
        driver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CYPHER 5", "CYPHER 25"})
    void aLiteralIsReadAsTheValueItWasWrittenFrom(String dialect) {
        List<Object> values =
                new ArrayList<>(
                        List.of(
                                true,
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                0.1,
                                -0.0,
                                1e300,
                                Double.MIN_VALUE,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                LocalDate.of(2024, 2, 29),
                                LocalDate.of(-44, 3, 15),
                                LocalDate.of(12025, 1, 1),
                                OffsetDateTime.of(2025, 11, 3, 0, 0, 0, 1_000, ZoneOffset.UTC),
                                OffsetDateTime.of(-44, 3, 15, 12, 0, 0, 0, ZoneOffset.UTC),
                                List.of("a", "b\\"),
                                List.of()));
        Random random = new Random(20251103);
        for (int i = 0; i < 500; i++) {
            values.add(nastyText(random));
        }
        try (Session session = driver.session()) {
            for (Object value : values) {
                StringBuilder literal = new StringBuilder();
                Cypher.literal(literal, value);
                assertThat(literal.toString()).doesNotContain("\n").doesNotContain("\r");
                Object read =
                        session.run(dialect + " RETURN " + literal + " AS v")
                                .single()
                                .get("v")
                                .asObject();
                assertThat(read instanceof java.time.ZonedDateTime t ? t.toOffsetDateTime() : read)
                        .as("%s", literal)
                        .isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CYPHER 5", "CYPHER 25"})
    void aQuotedNameIsTheNameItWasMadeFrom(String dialect) {
        List<String> names =
                List.of(
                        "Plain",
                        "two words",
                        "back`tick",
                        "``",
                        "\\u0060",
                        "a\\u0060`b",
                        "MATCH",
                        "Kundë",
                        "a\\b",
                        "\\\\u0041");
        try (Session session = driver.session()) {
            for (String name : names) {
                String back =
                        session.run(dialect + " RETURN {" + Cypher.name(name) + ": 1} AS m")
                                .single()
                                .get("m")
                                .keys()
                                .iterator()
                                .next();
                assertThat(back).isEqualTo(name);
            }
        }
    }

    private static String nastyText(Random random) {
        String pieces =
                "\\\\\\\"'`\n\r\tu0027u005Cn;/*//${}\u0000\u0001\u001e\u001f\u007f\u0085\u2028é漢";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(10) == 0) {
                text.appendCodePoint(0x1F600 + random.nextInt(40));
            } else {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
        }
        return text.toString();
    }
}
