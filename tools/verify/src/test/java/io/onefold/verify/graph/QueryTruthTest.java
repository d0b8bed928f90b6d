package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.graph.query.Queries;
import io.onefold.graph.query.QueryAnswer;
import io.onefold.graph.query.QueryEngine;
import io.onefold.graph.query.QuerySpec;
import io.onefold.model.access.Principal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Row graph-11: at scale 1, on three as-of dates, Cypher, SQL and the planted truth say the same,
/// row by row.
@Tag("graph-11")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QueryTruthTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final Principal CLEAR = Principal.system("verify");

    @TempDir static Path folder;

    private static GeneratedSilos silos;
    private static Customer360 customer360;

    @BeforeAll
    static void walkThePath() {
        silos = GeneratedSilos.streaming(folder.resolve("silos"));
        customer360 = new Customer360(folder, silos);
        customer360.apply(true);
        customer360.run();
    }

    @AfterAll
    static void stop() {
        customer360.close();
    }

    @Test
    @Order(1)
    void everyAnswerIsThePlantedOneInCypherAndInSql() throws IOException {
        Queries queries = customer360.queries();
        int cases = 0;
        for (QuerySpec spec : queries.library().all()) {
            JsonNode truth = JSON.readTree(silos.truth("queries/" + spec.name() + ".json"));
            for (JsonNode expected : truth.required("answers")) {
                Instant asOf = Instant.parse(expected.required("as_of").stringValue());
                Map<String, String> parameters = parameters(expected.required("parameters"));
                for (QueryEngine engine : QueryEngine.values()) {
                    QueryAnswer answer = queries.run(spec.name(), parameters, CLEAR, engine, asOf);
                    assertThat(texts(answer))
                            .as("%s in %s at %s with %s", spec.name(), engine, asOf, parameters)
                            .isEqualTo(texts(expected.required("rows")));
                }
                assertThat(queries.verify(spec.name(), parameters, CLEAR, asOf).verified())
                        .isTrue();
                cases++;
            }
        }
        assertThat(cases).isEqualTo(57);
    }

    @Test
    @Order(2)
    void underTheShippedMasksTheTwinsStillAgreeAndNoEmailIsClear() {
        customer360.apply(false);
        customer360.run();
        Queries queries = customer360.queries();
        Instant asOf = Instant.parse("2025-11-03T00:00:00Z");
        for (QuerySpec spec : queries.library().all()) {
            Map<String, String> parameters =
                    spec.requireOneOf().isEmpty()
                            ? Map.of()
                            : Map.of("email", "john.smith@email.com");

            QueryAnswer answer = queries.verify(spec.name(), parameters, CLEAR, asOf);

            assertThat(answer.verified()).as("%s: %s", spec.name(), answer.difference()).isTrue();
            assertThat(answer.rows()).as(spec.name()).isNotEmpty();
            assertThat(texts(answer).toString()).as(spec.name()).doesNotContainPattern("[a-z0-9]@");
        }
    }

    private static Map<String, String> parameters(JsonNode chosen) {
        Map<String, String> parameters = new LinkedHashMap<>();
        chosen.properties().forEach(one -> parameters.put(one.getKey(), one.getValue().asString()));
        return parameters;
    }

    private static List<List<String>> texts(QueryAnswer answer) {
        return answer.rows().stream()
                .map(row -> row.stream().map(QueryTruthTest::text).toList())
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    private static List<List<String>> texts(JsonNode rows) {
        List<List<String>> texts = new ArrayList<>();
        for (JsonNode row : rows) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(text(value)));
            texts.add(values);
        }
        return texts;
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(text(element)));
            return elements.toString();
        }
        return value.isNull()
                ? "null"
                : value.isNumber() ? value.decimalValue().toPlainString() : value.asString();
    }
}
