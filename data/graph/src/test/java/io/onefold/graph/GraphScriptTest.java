package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.GraphRun;
import io.onefold.graph.internal.script.ScriptReader;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;

final class GraphScriptTest {

    private GraphFixture fixture;
    private Library library;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        library = new Library(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aScriptAloneRebuildsTheGraphAndASecondTimeChangesNothing() throws Exception {
        GraphResult loaded = fixture.loadDeep();
        List<String> right = fixture.everything();
        Path script = loaded.script();
        assertThat(script.getFileName().toString()).matches("graph_output_\\d{8}_\\d{6}\\.cypher");
        assertThat(Files.readString(script))
                .contains("// graph: lending")
                .contains("// run: " + loaded.runId())
                .contains("// snapshot: library.books ")
                .contains("// count: Reader 3 created")
                .doesNotContain("S3CRET")
                .doesNotContain("`secret`");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rw-------");

        fixture.wipe();
        for (int i = 0; i < 2; i++) {
            fixture.graphLoad()
                    .replay(script, fixture.context(GraphFixture.OPERATOR))
                    .requireSucceeded();
            assertThat(fixture.everything()).isEqualTo(right);
        }
        fixture.wipe();
        for (String dialect : List.of("CYPHER 5 ", "CYPHER 25 ")) {
            asCypherShellDoes(script, dialect);
            assertThat(fixture.everything()).isEqualTo(right);
        }
        assertThat(
                        fixture.control(
                                "select (last_run_time is not null) || ' ' || (sha256 ~ '^[0-9a-f]{64}$') from control.cypher_script"))
                .containsExactly("true true");
    }

    @Test
    void theScriptsOfLaterLoadsHoldWhatChanged() {
        Path first = fixture.loadDeep().script();
        library.readers(
                "(1, 'ada@new.org', null, date '1990-02-28', null, null), (4, 'd@x.org', null, null, null, null)");
        library.loans("(1, 4, 'b1', timestamptz '2024-01-01 00:00:00Z')");
        Path second = fixture.loadDeep().script();
        List<String> right = fixture.everything();
        assertThat(fixture.loadDeep().script()).as("nothing changed").isNull();

        fixture.wipe();
        fixture.graphLoad()
                .replay(first, fixture.context(GraphFixture.OPERATOR))
                .requireSucceeded();
        fixture.graphLoad()
                .replay(second, fixture.context(GraphFixture.OPERATOR))
                .requireSucceeded();
        assertThat(fixture.everything()).isEqualTo(right);
    }

    @Test
    void theScriptOfAFullLoadHoldsTheWholeGraph() {
        fixture.loadDeep();
        Path script =
                fixture.load(
                                GraphRun.Mode.FULL,
                                fixture.options().withScript(LoadOptions.Script.ALWAYS))
                        .requireSucceeded()
                        .script();
        List<String> right = fixture.everything();
        fixture.wipe();
        fixture.graphLoad()
                .replay(script, fixture.context(GraphFixture.OPERATOR))
                .requireSucceeded();
        assertThat(fixture.everything()).isEqualTo(right);
    }

    @Test
    void aScriptThatWasChangedIsNotReplayed() throws Exception {
        Path script = fixture.loadDeep().script();
        Files.writeString(script, Files.readString(script) + "MATCH (n) DETACH DELETE n;\n");
        assertThatThrownBy(
                        () ->
                                fixture.graphLoad()
                                        .replay(script, fixture.context(GraphFixture.OPERATOR)))
                .hasMessageContaining("was changed after it was written")
                .extracting(e -> ((OnefoldException) e).code())
                .isEqualTo(ErrorCode.CONFLICT);
        Principal reader = new Principal("eve", Set.of(), Set.of(Permission.DATA_OPERATE), false);
        assertThatThrownBy(() -> fixture.graphLoad().replay(script, fixture.context(reader)))
                .hasMessageContaining("graph_admin");
    }

    @Test
    void statementsEndAtSemicolonsOutsideOfQuotesAndComments() throws Exception {
        String text =
                """
                // a comment; with a semicolon
                RETURN ';' AS a, "\\";" AS `b;`; /* c; */ RETURN 1 / 2
                // "
                ;; RETURN 3""";
        ScriptReader reader = new ScriptReader(new java.io.StringReader(text));
        assertThat(reader.statement()).contains("RETURN ';' AS a, \"\\\";\" AS `b;`");
        assertThat(reader.statement().orElseThrow()).startsWith("RETURN 1 / 2");
        assertThat(reader.statement()).contains("RETURN 3");
        assertThat(reader.statement()).isEmpty();
    }

    /// One statement after the other in its own transaction, in a dialect.
    private void asCypherShellDoes(Path script, String dialect) throws Exception {
        try (Session session = fixture.driver.session();
                BufferedReader in = Files.newBufferedReader(script)) {
            ScriptReader reader = new ScriptReader(in);
            for (Optional<String> s = reader.statement(); s.isPresent(); s = reader.statement()) {
                session.run(dialect + s.get()).consume();
            }
        }
    }
}
