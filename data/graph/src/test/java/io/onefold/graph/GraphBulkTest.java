package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.GraphRun;
import io.onefold.model.Column;
import io.onefold.model.DataType.ListOf;
import io.onefold.model.DataType.Simple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GraphBulkTest {

    private GraphFixture fixture;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        new Library(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aBulkLoadMakesTheGraphThatALoadOverBoltMakes() throws Exception {
        List<Column> odd =
                List.of(
                        Column.required("isbn", Simple.STRING),
                        Column.optional("title", Simple.STRING),
                        Column.optional("rating", Simple.DOUBLE),
                        Column.optional("words", new ListOf(Simple.STRING)),
                        Column.optional("days", new ListOf(Simple.DATE)),
                        Column.optional("printed", Simple.DATE),
                        Column.optional("at", Simple.TIMESTAMPTZ));
        fixture.lake.drop(io.onefold.model.TableName.parse("trusted.library.books"));
        fixture.trusted(
                "library.books",
                odd,
                Library.values(
                        odd,
                        """
                        ('b1', '', 4.5, ['a;b', '', chr(10)], [date '2024-01-01'], date '2024-02-29', timestamptz '2024-01-01 00:00:00.000001Z'),
                        ('b' || chr(10) || '2', 'a "b", c\\d;' || chr(13) || chr(10), 'inf'::double, [], [], date '12024-01-01', timestamptz '2024-01-01 00:00:00Z'),
                        ('b3', null, null, [''], null, null, null),
                        ('b4', ' ', -0.0, ['x' || chr(30)], null, null, null),
                        ('b5', chr(128512), 1e300, ['ok'], null, null, null)"""));
        fixture.loadDeep();
        List<String> right = fixture.everything();
        fixture.wipe();

        GraphLoad load =
                new GraphLoad(
                        fixture.catalog,
                        fixture.lake,
                        fixture.neo4j.address(),
                        new TestOwnServer(fixture.neo4j));
        GraphResult result =
                load.run(
                                fixture.spec(),
                                GraphRun.Mode.BULK,
                                fixture.options().withDeep(true),
                                fixture.context(GraphFixture.OPERATOR))
                        .requireSucceeded();

        assertThat(fixture.everything()).isEqualTo(right);
        assertThat(result.item("Book").orElseThrow().created()).isEqualTo(5);
        assertThat(result.item("(Reader)-[WROTE]->(Letter)").orElseThrow().unmatched())
                .isEqualTo(1);
        assertThat(
                        fixture.load(GraphRun.Mode.INCREMENTAL, fixture.options())
                                .requireSucceeded()
                                .changes())
                .as("the state knows what was imported")
                .isZero();
        Path bulk = fixture.options().workFolder();
        try (Stream<Path> left = Files.list(bulk)) {
            assertThat(left).as("import files are removed").isEmpty();
        }
    }

    @Test
    void aBulkLoadIsRefusedForAGraphThatHoldsSomething() {
        fixture.loadDeep();
        GraphResult result =
                new GraphLoad(
                                fixture.catalog,
                                fixture.lake,
                                fixture.neo4j.address(),
                                new TestOwnServer(fixture.neo4j))
                        .run(
                                fixture.spec(),
                                GraphRun.Mode.BULK,
                                fixture.options(),
                                fixture.context(GraphFixture.OPERATOR));
        assertThatThrownBy(result::requireSucceeded)
                .hasMessageContaining("needs an empty graph")
                .hasMessageContaining("--full");
    }

    @Test
    void aBulkLoadIsRefusedForAServerOfOthers() {
        assertThatThrownBy(
                        () ->
                                fixture.load(GraphRun.Mode.BULK, fixture.options())
                                        .requireSucceeded())
                .hasMessageContaining("must be Onefold's own");
    }
}
