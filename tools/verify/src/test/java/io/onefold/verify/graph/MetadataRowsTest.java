package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.graph.GraphResult;
import io.onefold.graph.rings.RingResult;
import io.onefold.graph.rings.Rings;
import io.onefold.model.run.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rows of the graph about what is known of data: nothing in the code, all in metadata; features as
/// of a moment; questions written by others.
class MetadataRowsTest {

    private static final Pattern NINE_TABLES =
            Pattern.compile(
                    "\\b(accounts|plans|payment_methods|subscriptions|media_content|play_events|tickets|ticket_tags|ticket_tag_link)\\b");

    private static final String WITHOUT_SNAPSHOT = "* exclude (snapshot_id)";
    private static final String WITHOUT_MOMENT =
            "* exclude (as_of, snapshot_id, new_identifiers_30d)";

    private static Customer360 installation;

    @BeforeAll
    static void open() {
        installation = SharedInstallation.get();
        installation.apply(false);
        installation.run();
    }

    @Test
    @Tag("graph-1")
    void noTableIsNamedInTheCodeAndATenthLoadsByManifestAlone() throws IOException {
        try (Stream<Path> files = Files.walk(GeneratedSilos.repository("data/graph/src/main"))) {
            assertThat(files.filter(Files::isRegularFile).flatMap(MetadataRowsTest::linesThatName))
                    .as("lines of data/graph that name one of the nine tables")
                    .isEmpty();
        }
        Laboratory lab = new Laboratory(installation, 0);
        lab.apply(0);

        GraphResult loaded = installation.run().graphs().getFirst();

        assertThat(loaded.item("Measurement").orElseThrow().found()).isEqualTo(25);
        assertThat(loaded.item("(Account)-[MEASURED]->(Measurement)").orElseThrow().found())
                .isEqualTo(25);
        assertThat(
                        installation
                                .cypher()
                                .rows("MATCH (m:Measurement) RETURN DISTINCT keys(m) AS k")
                                .getFirst()
                                .get("k")
                                .asList())
                .as("the excluded column stayed in its silo")
                .doesNotContain("raw_signal")
                .contains("score");
        installation.apply(false);
        GraphResult without = installation.run().graphs().getFirst();
        assertThat(without.item("Measurement").orElseThrow().deleted()).isEqualTo(25);
    }

    private static Stream<String> linesThatName(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> NINE_TABLES.matcher(line).find())
                    .map(line -> file.getFileName() + ": " + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag("graph-14")
    void featuresAsOfAMomentAreThoseOfALakeThatWasCutThere() {
        Instant moment = Instant.parse("2025-10-15T00:00:00Z");
        compute(moment);
        List<String> asOf = features(WITHOUT_SNAPSHOT);
        List<String> asOfWithoutMoment = features(WITHOUT_MOMENT);

        installation
                .silo("streaming_db")
                .change(
                        "create table cut as select * from play_events where event_timestamp >= '"
                                + moment
                                + "'");
        int cut =
                installation
                        .silo("streaming_db")
                        .change(
                                "delete from play_events where event_timestamp >= '"
                                        + moment
                                        + "'");
        installation.run();
        assertThat(cut).isPositive();

        compute(moment);
        assertThat(features(WITHOUT_SNAPSHOT)).isEqualTo(asOf);
        compute(Instant.parse("2999-01-01T00:00:00Z"));
        assertThat(features(WITHOUT_MOMENT))
                .as("a lake that knows nothing later needs no filter")
                .isEqualTo(asOfWithoutMoment);
        installation.silo("streaming_db").change("insert into play_events select * from cut");
        installation.silo("streaming_db").change("drop table cut");
        installation.run();
    }

    private static void compute(Instant moment) {
        RingResult result =
                installation
                        .path
                        .rings()
                        .compute(
                                installation.path.catalog().graph(Customer360.WORKFLOW),
                                moment,
                                installation.context(Progress.SILENT));
        assertThat(result.asOf()).isEqualTo(moment);
    }

    private static List<String> features(String columns) {
        return LakeRows.of(
                installation,
                Rings.FEATURES,
                "select " + columns + " from %s where graph = 'customer-360' order by customer_id");
    }

    @Test
    @Tag("graph-17")
    void questionsWrittenByOthersRunUnchanged() throws IOException {
        installation.apply(true);
        installation.run();

        List<String> questions = questions();

        assertThat(questions).hasSize(10);
        for (String question : questions) {
            assertThat(installation.cypher().rows(question)).as(question).isNotEmpty();
        }
        installation.apply(false);
        installation.run();
    }

    /// The field's own text where `ONEFOLD_FIELD_QUERIES` names a file with it (as blocks of
    /// Markdown); it is not ours to ship. Else the same questions in words of our own.
    private static List<String> questions() throws IOException {
        String original = System.getenv("ONEFOLD_FIELD_QUERIES");
        if (original != null) {
            System.out.println("graph-17: the field's own text, " + original);
            return Pattern.compile("```cypher\\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(Path.of(original)))
                    .results()
                    .map(block -> block.group(1).strip().replaceFirst(";$", ""))
                    .toList();
        }
        System.out.println("graph-17: questions in words of our own");
        try (InputStream stream =
                Objects.requireNonNull(
                        MetadataRowsTest.class.getResourceAsStream(
                                "as-the-field-writes-them.cypher"))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split(";\\n")).filter(q -> !q.isBlank()).toList();
        }
    }
}
