package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.GraphRun;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Status;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is wrong with the graph, the rows or the mapping is found, named, and kept apart.
final class GraphDamageTest {

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
    void aGraphThatSomebodyElseChangedFailsTheLoadAndHealsByAFullOne() {
        fixture.loadDeep();
        List<String> right = fixture.everything();
        fixture.cypher("MATCH (r:Reader {reader_id: 1}) DETACH DELETE r");
        fixture.cypher("MATCH (b:Book {isbn: 'b2'}) SET b.title = 'changed', b.note = 'stray'");
        fixture.cypher(
                "MATCH (r:Reader {reader_id: 2}), (b:Book {isbn: 'b2'}) CREATE (r)-[:BORROWED]->(b), (:Reader {_key: 'stray'})-[:WROTE]->(:Letter {_key: 'l9'})");
        fixture.cypher(
                "MATCH (a:Reader {_key: 'stray'}) MATCH (l:Letter {_key: 'l1'}) CREATE (a)-[:WROTE]->(l), (a)-[:WROTE]->(l)");

        GraphResult failed =
                fixture.load(GraphRun.Mode.INCREMENTAL, fixture.options().withDeep(true));

        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThatThrownBy(failed::requireSucceeded)
                .hasMessageContaining("Letter: the lake says 3, the graph holds 4")
                .hasMessageContaining("Book: 1 of 2 differ from their rows")
                .hasMessageContaining("--full")
                .extracting(e -> ((OnefoldException) e).code().exitCode())
                .isEqualTo(3);
        fixture.load(GraphRun.Mode.FULL, fixture.options().withDeep(true)).requireSucceeded();
        assertThat(fixture.everything()).isEqualTo(right);
    }

    @Test
    void anotherGraphIsLoadedAsAWholeAlthoughTheStateSaysAllWasSent() {
        fixture.loadDeep();
        List<String> right = fixture.everything();
        fixture.wipe();
        assertThat(fixture.load(GraphRun.Mode.INCREMENTAL, fixture.options()).status())
                .isEqualTo(Status.FAILED);
        fixture.load(GraphRun.Mode.FULL, fixture.options()).requireSucceeded();
        assertThat(fixture.everything()).isEqualTo(right);
    }

    @Test
    void rowsThatNoPropertyCanHoldFailTheirTableAndSkipWhatNeedsIt() {
        library.books("('b1', 'fine', 1.0), ('b2', 'poison', 'nan'::double)");
        GraphResult result = fixture.load(GraphRun.Mode.INCREMENTAL, fixture.options());
        assertThat(result.item("Book").orElseThrow().status()).isEqualTo(Status.FAILED);
        assertThat(result.item("Book").orElseThrow().errorText().orElseThrow())
                .contains("1 rows, more than max_dead_letters = 0");
        assertThat(result.item("(Reader)-[BORROWED]->(Book)").orElseThrow().status())
                .isEqualTo(Status.SKIPPED);
        assertThat(result.item("(Reader)-[WROTE]->(Letter)").orElseThrow().status())
                .isEqualTo(Status.SUCCEEDED);
        assertThat(
                        fixture.control(
                                "select item || ' ' || row_key || ' ' || reason || ' ' || (masked_row ->> 'title') from control.graph_dead_letter"))
                .containsExactly("Book b2 rating: not a number poison");
        assertThat(
                        fixture.control(
                                "select status || ' ' || is_done from control.graph_table_run where item like '%BORROWED%'"))
                .containsExactly("skipped false");
    }

    @Test
    void rowsThatTheServerRefusesAreFoundAndTheOthersArrive() {
        fixture.apply(Library.SOURCES + Library.GRAPH + "  options: {max_dead_letters: 10}\n");
        fixture.cypher("CREATE CONSTRAINT FOR (r:Reader) REQUIRE r.email IS UNIQUE");
        StringBuilder readers = new StringBuilder();
        for (int i = 1; i <= 500; i++) {
            String email = i % 50 == 7 ? "same@x.org" : "r" + i + "@x.org";
            readers.append(i == 1 ? "" : ", ")
                    .append("(%d, '%s', null, null, null, null)".formatted(i, email));
        }
        library.readers(readers.toString());
        library.letters("('l1', 'same@x.org'), ('l2', 'SAME@x.org')");

        GraphResult result = fixture.loadDeep();

        assertThat(result.item("Reader").orElseThrow().dead()).isEqualTo(9);
        assertThat(fixture.count("MATCH (r:Reader) RETURN count(r)")).isEqualTo(491);
        assertThat(fixture.control("select distinct reason from control.graph_dead_letter"))
                .singleElement()
                .asString()
                .contains("ConstraintValidationFailed")
                .doesNotContain("same@x.org");
        assertThat(result.item("(Reader)-[WROTE]->(Letter)").orElseThrow().created()).isEqualTo(2);
        assertThat(result.item("(Reader)-[WROTE]->(Letter)").orElseThrow().unmatched())
                .as("relationships of readers that are not in the graph")
                .isEqualTo(18);
    }

    @Test
    void aDeadRowThatIsCorrectedLaterArrives() {
        fixture.apply(Library.SOURCES + Library.GRAPH + "  options: {max_dead_letters: 1}\n");
        fixture.cypher("CREATE CONSTRAINT FOR (b:Book) REQUIRE b.title IS UNIQUE");
        library.books("('b1', 'same', 1.0), ('b2', 'same', 2.0)");
        assertThat(fixture.loadDeep().item("Book").orElseThrow().dead()).isEqualTo(1);
        library.books("('b1', 'same', 1.0), ('b2', 'other', 2.0)");
        ItemResult books = fixture.loadDeep().item("Book").orElseThrow();
        assertThat(List.of(books.created(), books.updated(), books.dead()))
                .containsExactly(1L, 0L, 0L);
    }

    @Test
    void aRowThatTurnsBadAndThenGoesLeavesNoOrphan() {
        fixture.apply(Library.SOURCES + Library.GRAPH + "  options: {max_dead_letters: 1}\n");
        fixture.cypher("CREATE CONSTRAINT FOR (b:Book) REQUIRE b.title IS UNIQUE");
        library.books("('b1', 'one', 1.0), ('b2', 'two', 2.0)");
        fixture.loadDeep();
        library.books("('b1', 'one', 1.0), ('b2', 'one', 2.0)");
        assertThat(fixture.loadDeep().item("Book").orElseThrow().dead()).isEqualTo(1);
        assertThat(
                        fixture.cypher("MATCH (b:Book {isbn: 'b2'}) RETURN b.title AS t")
                                .getFirst()
                                .get("t")
                                .asString())
                .isEqualTo("two");
        library.books("('b1', 'one', 1.0)");
        fixture.loadDeep();
        assertThat(fixture.count("MATCH (b:Book) RETURN count(b)")).isEqualTo(1);
    }

    @Test
    void aMappingThatDoesNotFitTheLakeIsNamedAndTheRestIsLoaded() {
        fixture.apply(
                Library.SOURCES
                        + Library.GRAPH.replace(
                                "{dataset: post.letters, label: Letter, key: [letter_id]}",
                                "{dataset: post.letters, label: Letter, key: [letter_no]}"));
        GraphResult result = fixture.load(GraphRun.Mode.INCREMENTAL, fixture.options());
        assertThatThrownBy(result::requireSucceeded)
                .hasMessageContaining("post.letters has no column 'letter_no'")
                .hasMessageContaining("letter_id")
                .extracting(e -> ((OnefoldException) e).code())
                .isEqualTo(ErrorCode.RUN_FAILED);
        assertThat(result.item("Reader").orElseThrow().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(result.item("(Reader)-[WROTE]->(Letter)").orElseThrow().status())
                .isEqualTo(Status.SKIPPED);
    }

    @Test
    void aDatasetThatIsNotInTheLakeFailsItsLabel() {
        fixture.lake.drop(io.onefold.model.TableName.parse("trusted.post.letters"));
        GraphResult result = fixture.load(GraphRun.Mode.INCREMENTAL, fixture.options());
        assertThat(result.item("Letter").orElseThrow().status()).isEqualTo(Status.FAILED);
        assertThat(result.item("Letter").orElseThrow().errorText().orElseThrow())
                .contains("post.letters");
        assertThat(result.item("Book").orElseThrow().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aGraphServerThatDoesNotAnswerFailsTheRun() {
        GraphLoad load =
                new GraphLoad(
                        fixture.catalog,
                        fixture.lake,
                        new io.onefold.catalog.BoltAddress("bolt://127.0.0.1:1", null, null, null));
        GraphResult result =
                load.run(
                        fixture.spec(),
                        GraphRun.Mode.INCREMENTAL,
                        fixture.options(),
                        fixture.context(GraphFixture.OPERATOR));
        assertThatThrownBy(result::requireSucceeded)
                .hasMessageContaining("bolt://127.0.0.1:1")
                .hasMessageContaining("NEO4J_URI")
                .extracting(e -> ((OnefoldException) e).code().exitCode())
                .isEqualTo(3);
        assertThat(fixture.control("select status from control.graph_run"))
                .containsExactly("failed");
    }
}
