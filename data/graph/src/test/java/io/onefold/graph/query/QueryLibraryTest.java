package io.onefold.graph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryLibraryTest {

    private static final String MANIFEST =
            """
            name: heads
            version: v1
            type: query
            description: Counts heads.
            query:
              intent: how many
              graph: g
              cypher: heads.cypher
              sql: heads.sql
              parameters:
                - {name: limit, type: integer, default: 5, minimum: 1, maximum: 9, description: most rows}
              columns:
                - {name: heads, type: long, of: a.people.id}
            """;

    @TempDir Path folder;

    @Test
    void theShippedLibraryHasElevenQuestionsAndNoFinding() throws IOException {
        Path shipped = shipped();

        assertThat(lint(shipped)).isEmpty();
        assertThat(QueryLibrary.read(shipped).all())
                .extracting(QuerySpec::name)
                .containsExactly(
                        "active-streamers",
                        "activity-heatmap",
                        "churn-risk",
                        "customer-journey",
                        "customer-value",
                        "device-analysis",
                        "genre-preferences",
                        "hacked-neighbours",
                        "popular-content",
                        "revenue-by-plan",
                        "shared-cards");
    }

    @Test
    void aQuestionIsReadWithItsWritings() throws IOException {
        write(MANIFEST, "RETURN $as_of, $limit", "select $as_of, $limit from `a.people`");

        QuerySpec spec = QueryLibrary.read(folder).get("heads");

        assertThat(spec.parameters().getFirst().defaultValue()).isEqualTo(5L);
        assertThat(spec.columns().getFirst().of()).hasToString("a.people.id");
        assertThat(spec.datasets()).hasToString("[a.people]");
        assertThatThrownBy(() -> QueryLibrary.read(folder).get("head"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("did you mean 'heads'?");
    }

    @Test
    void everythingThatIsWrongIsFoundAtOnceWithItsLine() throws IOException {
        write(
                MANIFEST.replace("intent:", "intend:")
                        .replace("type: integer", "type: number")
                        .replace("id}", "id, a: b}"),
                "RETURN $as_of, $limit, $more",
                "select $limit from `a.people`");

        List<Finding> findings = lint(folder);

        assertThat(findings)
                .extracting(Finding::rule)
                .contains("unknown-key", "missing-key", "wrong-value", "undeclared", "no-as-of");
        assertThat(findings)
                .anySatisfy(
                        finding -> {
                            assertThat(finding.line()).isEqualTo(6);
                            assertThat(finding.message())
                                    .contains("'intend'", "did you mean 'intent'?");
                        });
        assertThat(findings)
                .anySatisfy(
                        finding -> {
                            assertThat(finding.line()).isEqualTo(11);
                            assertThat(finding.message())
                                    .contains("'number' is not a parameter type");
                        });
        assertThat(findings).anySatisfy(finding -> assertThat(finding.message()).contains("$more"));
        assertThatThrownBy(() -> QueryLibrary.read(folder)).hasMessageContaining("heads.yaml:6:");
    }

    @Test
    void aFileOutsideTheFolderIsNotRead() throws IOException {
        write(MANIFEST.replace("heads.sql", "../heads.sql"), "RETURN $as_of, $limit", "");

        assertThat(lint(folder)).extracting(Finding::rule).containsExactly("missing-file");
    }

    @Test
    void sqlOutsideTheCommonSubsetIsNamedWithItsPlace() throws IOException {
        write(
                MANIFEST,
                "RETURN $as_of, $limit",
                """
                select list(name order by $as_of), strftime($as_of, '%Y')
                from "a.people"
                limit $limit
                """);

        assertThat(lint(folder))
                .extracting(
                        finding -> Path.of(finding.file()).getFileName() + ":" + finding.line(),
                        Finding::column,
                        Finding::rule,
                        Finding::severity)
                .containsExactly(
                        tuple("heads.sql:1", 8, "spark.function", Finding.Severity.ERROR),
                        tuple("heads.sql:1", 36, "spark.function", Finding.Severity.ERROR),
                        tuple("heads.sql:2", 6, "spark.double-quotes", Finding.Severity.ERROR));
    }

    private static List<Finding> lint(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return QueryLibrary.lint(
                    files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList());
        }
    }

    private void write(String manifest, String cypher, String sql) throws IOException {
        Files.writeString(folder.resolve("heads.yaml"), manifest);
        Files.writeString(folder.resolve("heads.cypher"), cypher);
        Files.writeString(folder.resolve("heads.sql"), sql);
    }

    /// `manifests/queries` of this repository, from wherever the tests are started.
    static Path shipped() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("manifests/queries"))) {
                return at.resolve("manifests/queries");
            }
        }
        throw new IllegalStateException(
                "no manifests/queries above " + Path.of("").toAbsolutePath());
    }
}
