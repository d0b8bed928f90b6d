package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.graph.explore.Explorer;
import io.onefold.graph.explore.Neighbourhood;
import io.onefold.graph.query.Queries;
import io.onefold.graph.query.QueryAnswer;
import io.onefold.graph.query.QueryEngine;
import io.onefold.graph.query.QuerySpec;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of the graph at scale 1,000 (120,000 accounts, 1.5M events): how long questions and looks
/// take. Times are printed beside their bounds.
@Tag("long")
class ThousandfoldTest {

    private static final int LIMIT = 300;

    @TempDir static Path folder;

    private static Customer360 installation;
    private static Explorer explorer;

    @BeforeAll
    static void walkThePath() {
        GeneratedSilos silos =
                GeneratedSilos.streaming(
                        folder.resolve("silos"), "--scale", System.getProperty("scale", "1000"));
        installation = new Customer360(folder, silos);
        installation.apply(true);
        explorer = installation.path.explorer();
        installation
                .path
                .pipeline()
                .run(Customer360.WORKFLOW, Customer360.OPERATOR, Progress.SILENT)
                .requireSucceeded();
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    @Tag("graph-12")
    void everyQuestionIsAnsweredByTheGraph() {
        Queries queries = installation.queries();
        Instant asOf = Instant.parse("2025-11-03T00:00:00Z");
        for (QuerySpec spec : queries.library().all()) {
            Map<String, String> parameters =
                    spec.requireOneOf().isEmpty()
                            ? Map.of()
                            : Map.of("email", "john.smith@email.com");
            for (String turn : List.of("first", "second")) {
                long begun = System.nanoTime();
                QueryAnswer answer =
                        queries.run(
                                spec.name(),
                                parameters,
                                Principal.system("verify"),
                                QueryEngine.CYPHER,
                                asOf);
                System.out.printf(
                        "graph-12: %s, %s time: %.2f s (bound 15 s), %d rows%n",
                        spec.name(), turn, (System.nanoTime() - begun) / 1e9, answer.rows().size());
                assertThat(answer.rows()).as(spec.name()).isNotEmpty();
            }
        }
    }

    @Test
    @Tag("graph-15")
    void neighbourhoodsStayWithinTheirLimitHubsIncluded() {
        List<String> starts = new ArrayList<>();
        for (String label : List.of("Account", "Device", "Ip", "Card", "Media", "PlayEvent")) {
            installation
                    .cypher()
                    .rows("MATCH (n:" + label + ") RETURN n._key AS k LIMIT 25")
                    .forEach(row -> starts.add(label + ":" + row.get("k").asString()));
        }
        for (String label : List.of("Plan", "Device", "Ip", "Tag")) {
            installation
                    .cypher()
                    .rows(
                            "MATCH (n:"
                                    + label
                                    + ") RETURN n._key AS k ORDER BY COUNT { (n)--() } DESC LIMIT 4")
                    .forEach(row -> starts.add(label + ":" + row.get("k").asString()));
        }
        for (int depth = 1; depth <= 3; depth++) {
            List<Double> millis = new ArrayList<>();
            for (String start : starts) {
                look(start, depth);
                long begun = System.nanoTime();
                Neighbourhood near = look(start, depth);
                millis.add((System.nanoTime() - begun) / 1e6);
                assertThat(near.nodes()).hasSizeLessThanOrEqualTo(LIMIT);
            }
            millis.sort(null);
            System.out.printf(
                    "graph-15: depth %d, %d looks: median %.0f ms, p95 %.0f ms (bound 200 ms), longest %.0f ms%n",
                    depth,
                    millis.size(),
                    millis.get(millis.size() / 2),
                    millis.get((int) (millis.size() * 0.95)),
                    millis.getLast());
        }
    }

    private static Neighbourhood look(String start, int depth) {
        return explorer.neighbourhood(
                Customer360.WORKFLOW,
                start,
                depth,
                LIMIT,
                Set.of(),
                Principal.localOperator("ada"));
    }
}
