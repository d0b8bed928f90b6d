package io.onefold.verify.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.embedded.Part;
import io.onefold.model.Layer;
import io.onefold.verify.command.CommandRun;
import io.onefold.verify.command.GraphContents;
import io.onefold.verify.command.Install;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A silo, its labels and a relationship across silos come by manifests alone, and an excluded
/// column never comes; a column that is excluded after it was loaded goes from everywhere.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AddedByManifestsTest {

    private static final long SEED = 360;
    private static final int PEOPLE = 500;

    private static Install onefold;
    private static Canaries diagnoses;
    private static Canaries taxCodes;

    @BeforeAll
    static void aSiloThatIsThereAndOneThatIsNot() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        diagnoses = new Canaries("canary" + Long.toHexString(random.nextLong()));
        taxCodes = new Canaries("canary" + Long.toHexString(random.nextLong()));
        onefold = Install.withParts(Part.POSTGRES, Part.NEO4J);
        onefold.createPostgres(
                "people_db",
                "create table customers (customer_id int primary key, email text, tax_code text, age int)",
                "insert into customers select n, 'Person' || n || '@mail.example', '%s-' || n, case when n %% 100 = 0 then 200 else 40 end from generate_series(1, %d) n"
                        .formatted(taxCodes.mark(), PEOPLE));
        onefold.createPostgres(
                "claims_db",
                "create table claims (claim_no text primary key, claimant_email text, amount numeric(12, 2), diagnosis text)",
                "insert into claims select 'C' || n, ' person' || n || '@MAIL.example', n - 5, '%s-' || n from generate_series(1, 100) n"
                        .formatted(diagnoses.mark()),
                "create table notes (note_id int primary key, claim_no text, body text)",
                "insert into notes select n, 'C' || (n + 1) / 2, 'note ' || n from generate_series(1, 200) n");
    }

    @AfterAll
    static void close() {
        onefold.close();
    }

    private static String manifests(String name) {
        try (InputStream in =
                Objects.requireNonNull(AddedByManifestsTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long linesWith(String text) {
        return GraphContents.of(onefold.lease().neo4j()).lines().stream()
                .filter(line -> line.contains(text))
                .count();
    }

    @Test
    @Order(1)
    void whatWasThereRuns() {
        onefold.apply("people.yaml", manifests("people.yaml"));

        onefold.run("run", "people").requireDone();

        assertThat(onefold.rows("people_db.customers", Layer.TRUSTED)).isEqualTo(PEOPLE - 5);
        assertThat(onefold.rows("people_db.customers", Layer.QUARANTINE)).isEqualTo(5);
        assertThat(linesWith("[Person]")).isEqualTo(PEOPLE - 5);
        assertThat(taxCodes.places(onefold))
                .as("the search finds what is there")
                .anyMatch(place -> place.startsWith("decoded lake/raw/"))
                .anyMatch(place -> place.startsWith("decoded lake/trusted/"))
                .anyMatch(place -> place.startsWith("decoded lake/quarantine/"))
                .contains("graph");
    }

    @Test
    @Order(2)
    void aSiloLabelsAndARelationshipAcrossSilosComeByManifestsAlone() {
        onefold.apply("claims.yaml", manifests("claims.yaml"));

        CommandRun run = onefold.run("run", "people", "-o", "json").requireDone();

        assertThat(onefold.rows("claims_db.claims", Layer.TRUSTED)).isEqualTo(95);
        assertThat(onefold.rows("claims_db.claims", Layer.QUARANTINE)).isEqualTo(5);
        assertThat(onefold.rows("claims_db.notes", Layer.TRUSTED)).isEqualTo(200);
        assertThat(linesWith("[Claim]")).as("claims and what leads to them").isPositive();
        assertThat(linesWith("t=NOTED_ON")).isEqualTo(190);
        assertThat(linesWith("t=CLAIMED"))
                .as("all claims but that of the quarantined person 100")
                .isEqualTo(94);
        run.json()
                .forEach(
                        row -> {
                            if (row.required("kind").asString().equals("graph")) {
                                assertThat(row.required("graph_count").asLong())
                                        .as(row.required("item").asString())
                                        .isEqualTo(row.required("source_rows").asLong());
                            }
                        });
    }

    @Test
    @Order(3)
    void anExcludedColumnIsNowhere() throws IOException {
        Path scripts = onefold.var().resolve("graph/scripts");
        try (Stream<Path> written = Files.list(scripts)) {
            assertThat(written.count()).as("scripts that were searched").isPositive();
        }
        assertThat(diagnoses.places(onefold)).isEmpty();

        onefold.postgres("claims_db", "alter table claims alter column diagnosis type varchar(90)");
        onefold.postgres("claims_db", "alter table claims rename column amount to total");
        onefold.run("run", "people").requireRefused(3, "column 'amount' is gone");
        onefold.postgres("claims_db", "alter table claims rename column total to amount");

        assertThat(diagnoses.places(onefold)).as("after a failed run, its logs included").isEmpty();
    }

    @Test
    @Order(4)
    void aColumnThatIsExcludedAfterItWasLoadedLeavesEverything() {
        String people = manifests("people.yaml");
        List<String> parts = List.of(people.split("(?m)^---$"));
        onefold.apply(
                "people.yaml",
                parts.get(0)
                                .replace(
                                        "deletes: detect",
                                        "deletes: detect, exclude: {tax_code: secrecy}")
                        + "---"
                        + parts.get(1)
                                .replaceFirst("(?m)^      - \\{name: tax_code.*\\n", "")
                                .replace("version: 1.0.0", "version: 2.0.0"));

        onefold.run("run", "people").requireDone();

        assertThat(taxCodes.places(onefold)).isEmpty();
        assertThat(onefold.rows("people_db.customers", Layer.TRUSTED)).isEqualTo(PEOPLE - 5);
        assertThat(onefold.rows("people_db.customers", Layer.QUARANTINE)).isEqualTo(5);
        assertThat(onefold.rows("people_db.customers", Layer.RAW))
                .as("no second version of a row that only lost a column")
                .isEqualTo(PEOPLE);
        assertThat(linesWith("tax_code")).isZero();
        assertThat(linesWith("[Person]")).isPositive();
        for (String layer : List.of("raw", "trusted", "quarantine")) {
            String column = layer + ".people_db.customers.tax_code";
            assertThat(onefold.path().catalog().audit().newest(column, 10))
                    .singleElement()
                    .satisfies(
                            entry -> {
                                assertThat(entry.event().action()).isEqualTo("column.drop");
                                assertThat(entry.event().outcome()).isEqualTo("done");
                                assertThat(entry.event().details())
                                        .containsEntry("reason", "secrecy");
                            });
        }
        CommandRun again = onefold.run("run", "people").requireDone();
        assertThat(again.out()).contains("0 rows written, 0 graph changes");
    }
}
