package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.GraphRun.Mode;
import io.onefold.graph.GraphResult;
import io.onefold.graph.LoadOptions;
import io.onefold.graph.query.QuerySpec;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import io.onefold.pipeline.DataPath;
import io.onefold.pipeline.RunSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rows of the graph about what must not happen: secrets that leak, failures that hide, graphs that
/// vanish.
class SafetyRowsTest {

    private static final Instant AS_OF = Instant.parse("2025-11-03T00:00:00Z");

    private static Customer360 installation;

    @BeforeAll
    static void open() {
        installation = SharedInstallation.get();
        installation.apply(false);
        installation.run();
    }

    @Test
    @Tag("graph-9")
    void anExcludedColumnIsNowhereAfterLoadsScriptsImportsAndFailures() {
        List<String> canaries =
                installation
                        .silo("profiles_db")
                        .rows(
                                "select hashed_password from accounts where length(hashed_password) > 8");
        installation.clear();
        installation
                .load(Mode.FULL, installation.options().withScript(LoadOptions.Script.ALWAYS))
                .requireSucceeded();

        assertThat(canaries).hasSizeGreaterThan(100);
        CanarySearch search = new CanarySearch(installation, canaries);
        assertThat(search.inGraph()).isEmpty();
        assertThat(search.inControlDatabase()).isEmpty();
        assertThat(search.inLake()).isEmpty();
        assertThat(search.inFiles()).isEmpty();
        assertThat(search.looked()).as("places that were searched").isGreaterThan(50);
    }

    @Test
    @Tag("graph-10")
    void aStoppedSiloFailsTheRunAndIsNamed() {
        try (DataPath stopped =
                installation.path(
                        Map.of(
                                "SUPPORT_DB_HOST", "127.0.0.1",
                                "SUPPORT_DB_PORT", "1",
                                "SUPPORT_DB_NAME", "support_db",
                                "SUPPORT_DB_USER", "u",
                                "SUPPORT_DB_PASSWORD", "p"))) {
            RunSummary summary = installation.attempt(stopped);

            assertThat(summary.status()).isEqualTo(Status.FAILED);
            assertThat(summary.graphs()).as("no graph out of half the tables").isEmpty();
            assertThatThrownBy(summary::requireSucceeded)
                    .hasMessageContaining("support_db")
                    .hasMessageContaining("127.0.0.1:1")
                    .satisfies(SafetyRowsTest::exitsWithThree);
        }
        assertThat(installation.run().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    @Tag("graph-10")
    void aBrokenMappingFailsItsItemAndTheCommandSaysSo() {
        installation
                .control()
                .change(
                        "update control.relationship_mapping set from_columns = '{no_such_column}' where relationship_type = 'SUBMITTED'");

        CommandProcess load =
                CommandProcess.run(installation.folder, "graph", "load", Customer360.WORKFLOW);

        assertThat(load.exit()).as(load.said()).isEqualTo(3);
        assertThat(load.said()).contains("SUBMITTED").contains("no_such_column");
        installation
                .control()
                .change(
                        "delete from control.relationship_mapping where from_columns = '{no_such_column}'");
        installation.apply(false);
        CommandProcess mended =
                CommandProcess.run(
                        installation.folder, "graph", "load", Customer360.WORKFLOW, "-o", "json");
        assertThat(mended.exit()).as(mended.said()).isZero();
    }

    @Test
    @Tag("graph-10")
    void tenPoisonRowsFailTheRunUnlessTheManifestAllowsTen() {
        Laboratory lab = new Laboratory(installation, 10);
        lab.apply(0);
        RunSummary refused = installation.attempt(installation.path);

        assertThat(refused.status()).isEqualTo(Status.FAILED);
        assertThatThrownBy(refused::requireSucceeded)
                .hasMessageContaining("Measurement")
                .hasMessageContaining("10 rows")
                .satisfies(SafetyRowsTest::exitsWithThree);
        assertThat(lab.openDeadLetters()).isEqualTo(10);

        lab.apply(10);
        GraphResult allowed = installation.run().graphs().getFirst();
        assertThat(allowed.item("Measurement").orElseThrow().dead()).isEqualTo(10);

        lab.heal();
        installation.run();
        assertThat(lab.openDeadLetters()).as("settled by the load that sent the rows").isZero();
        installation.apply(false);
        installation.run();
    }

    @Test
    @Tag("graph-16")
    void clearingWithoutConfirmationIsRefusedAndAudited() {
        GraphContents before = installation.contents();

        CommandProcess unconfirmed = CommandProcess.run(installation.folder, "graph", "clear");
        CommandProcess wrong =
                CommandProcess.run(installation.folder, "graph", "clear", "--confirm", "other");

        assertThat(unconfirmed.exit()).isEqualTo(1);
        assertThat(unconfirmed.said()).contains("--confirm neo4j");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(installation.contents()).isEqualTo(before);
        assertThat(audited("refused")).isGreaterThanOrEqualTo(2);
    }

    @Test
    @Tag("graph-16")
    void foreignNodesAreNotRemovedUnlessThatIsSaid() {
        installation.cypher().rows("CREATE (:Foreign {name: 'not ours'})");
        LoadOptions.Clear own = new LoadOptions.Clear("neo4j", false);

        assertThatThrownBy(
                        () ->
                                installation
                                        .path
                                        .graphLoad()
                                        .clear(own, installation.context(Progress.SILENT)))
                .hasMessageContaining("1 nodes that Onefold did not make")
                .hasMessageContaining("--include-foreign");

        installation.clear();
        assertThat(installation.cypher().count("MATCH (n) RETURN count(n)")).isZero();
        assertThat(audited("done")).isPositive();
        installation.load(Mode.FULL, installation.options()).requireSucceeded();
    }

    private static long audited(String outcome) {
        return installation.path.catalog().audit().newest("neo4j", 100).stream()
                .filter(entry -> entry.event().action().equals("graph.clear"))
                .filter(entry -> entry.event().outcome().equals(outcome))
                .count();
    }

    @Test
    @Tag("graph-16")
    void theLibraryAnswersAlikeInBothLanguagesOfTheServer() {
        for (String language : List.of("CYPHER 5", "CYPHER 25")) {
            installation
                    .cypher()
                    .rows("system", "ALTER DATABASE neo4j SET DEFAULT LANGUAGE " + language);
            for (QuerySpec spec : installation.queries().library().all()) {
                Map<String, String> parameters =
                        spec.requireOneOf().isEmpty()
                                ? Map.of()
                                : Map.of("email", "john.smith@email.com");
                assertThat(
                                installation
                                        .queries()
                                        .verify(
                                                spec.name(),
                                                parameters,
                                                Principal.system("verify"),
                                                AS_OF)
                                        .verified())
                        .as("%s in %s", spec.name(), language)
                        .isTrue();
            }
            assertThat(
                            installation
                                    .load(Mode.FULL, installation.options().withDeep(true))
                                    .requireSucceeded()
                                    .changes())
                    .as("a load in %s", language)
                    .isZero();
        }
    }

    private static void exitsWithThree(Throwable failure) {
        assertThat(((OnefoldException) failure).code().exitCode()).isEqualTo(3);
    }
}
