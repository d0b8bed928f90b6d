package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.GraphRun.Mode;
import io.onefold.graph.GraphResult;
import io.onefold.graph.ItemResult;
import io.onefold.graph.query.Queries;
import io.onefold.graph.query.QueryAnswer;
import io.onefold.graph.query.QuerySpec;
import io.onefold.model.access.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of the graph at scale 100: everything that was planted arrives, and both writings of every
/// question agree.
@Tag("long")
class HundredfoldTest {

    private static final List<Instant> AS_OF =
            List.of(
                    Instant.parse("2025-11-03T00:00:00Z"),
                    Instant.parse("2025-08-01T00:00:00Z"),
                    Instant.parse("2025-12-01T00:00:00Z"));

    @TempDir static Path folder;

    private static GeneratedSilos silos;
    private static Customer360 installation;
    private static GraphResult loaded;

    @BeforeAll
    static void walkThePath() {
        silos = GeneratedSilos.streaming(folder.resolve("silos"), "--scale", "100");
        installation = new Customer360(folder, silos);
        installation.apply(true);
        long begun = System.nanoTime();
        loaded = installation.run().graphs().getFirst();
        System.out.printf("K=100: the path in %.1f s%n", (System.nanoTime() - begun) / 1e9);
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    /// A planted relationship type.
    private record Planted(String type, long relationships, long from, long to) {
        static Planted of(String line) {
            String[] cells = line.split(",");
            return new Planted(
                    cells[0],
                    Long.parseLong(cells[1]),
                    Long.parseLong(cells[2]),
                    Long.parseLong(cells[3]));
        }
    }

    @Test
    @Tag("graph-2")
    void everyLabelAndTypeHoldsWhatWasPlanted() throws IOException {
        SortedMap<String, Long> held = installation.contents().counts();
        Map<String, ItemResult> items = LoadRowsTest.items(loaded);
        Map<String, String> labels = labels();
        List<String> counts = Files.readAllLines(silos.truth("counts.csv"));
        for (String line : counts.subList(1, counts.size())) {
            String[] cells = line.split(",");
            assertThat(held.get("[" + labels.get(cells[0]) + "]"))
                    .as(line)
                    .isEqualTo(Long.parseLong(cells[1]));
        }
        assertThat(counts).as("nine labels and a head").hasSize(10);
        List<String> types = Files.readAllLines(silos.truth("relationships.csv"));
        assertThat(types).as("seven types and a head").hasSize(8);
        for (String line : types.subList(1, types.size())) {
            Planted planted = Planted.of(line);
            assertThat(held.get(planted.type())).as(line).isEqualTo(planted.relationships());
            ItemResult item =
                    items.values().stream()
                            .filter(i -> i.item().contains("[" + planted.type() + "]"))
                            .findFirst()
                            .orElseThrow();
            assertThat(List.of(planted.from(), planted.to(), 0L))
                    .as("%s: %d unmatched", line, item.unmatched())
                    .contains(item.unmatched());
            System.out.println(
                    "graph-2: " + planted + ", unmatched as loaded: " + item.unmatched());
        }
        assertThat(items.get("(Account)-[SUBMITTED]->(Ticket)").unmatched())
                .isEqualTo(Planted.of(line(types, "SUBMITTED")).to());
        assertThat(items.get("(Account)-[WATCHED]->(PlayEvent)").unmatched())
                .isEqualTo(Planted.of(line(types, "WATCHED")).to());
        GraphResult deep =
                installation
                        .load(Mode.INCREMENTAL, installation.options().withDeep(true))
                        .requireSucceeded();
        assertThat(deep.changes()).isZero();
        System.out.println("graph-2: " + held);
    }

    private static String line(List<String> lines, String begin) {
        return lines.stream().filter(l -> l.startsWith(begin + ",")).findFirst().orElseThrow();
    }

    private static Map<String, String> labels() {
        return Map.of(
                "profiles_db.accounts", "Account",
                "profiles_db.plans", "Plan",
                "profiles_db.payment_methods", "PaymentMethod",
                "profiles_db.subscriptions", "Subscription",
                "streaming_db.media_content", "Media",
                "streaming_db.play_events", "PlayEvent",
                "support_db.tickets", "Ticket",
                "support_db.ticket_tags", "Tag",
                "support_db.ticket_tag_link", "TicketTagLink");
    }

    @Test
    @Tag("graph-11")
    void everyQuestionIsAnsweredAlikeInCypherAndInSql() {
        Queries queries = installation.queries();
        for (Instant asOf : AS_OF) {
            for (QuerySpec spec : queries.library().all()) {
                Map<String, String> parameters =
                        spec.requireOneOf().isEmpty()
                                ? Map.of()
                                : Map.of("email", "john.smith@email.com");
                QueryAnswer answer =
                        queries.verify(spec.name(), parameters, Principal.system("verify"), asOf);
                assertThat(answer.verified())
                        .as("%s at %s: %s", spec.name(), asOf, answer.difference())
                        .isTrue();
                System.out.println(
                        "graph-11, K=100: "
                                + spec.name()
                                + " at "
                                + asOf
                                + ": "
                                + answer.rows().size()
                                + " rows");
            }
        }
    }
}
