package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.GraphRun;
import io.onefold.model.run.Status;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

final class GraphLoadTest {

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
    void aFirstLoadMakesAllNodesAndRelationships() {
        GraphResult result = fixture.loadDeep();

        assertThat(result.item("Reader").orElseThrow().created()).isEqualTo(3);
        assertThat(result.item("(Reader)-[BORROWED]->(Book)").orElseThrow().created()).isEqualTo(2);
        assertThat(result.item("(Reader)-[BORROWED]->(Book)").orElseThrow().unmatched())
                .isEqualTo(1);
        assertThat(result.item("(Reader)-[WROTE]->(Letter)").orElseThrow().created()).isEqualTo(1);
        assertThat(result.item("(Reader)-[WROTE]->(Letter)").orElseThrow().unmatched())
                .isEqualTo(1);
        Record ada = fixture.cypher("MATCH (r:Reader {reader_id: 1}) RETURN r").getFirst();
        assertThat(ada.get("r").asMap())
                .containsEntry("_key", "1")
                .containsEntry("email", "Ada@x.org")
                .containsEntry("fee", "12.50")
                .containsEntry("fee_minor", 1250L)
                .containsEntry("born", LocalDate.of(1990, 2, 28))
                .doesNotContainKey("secret");
        assertThat(ada.get("r").get("joined").asOffsetDateTime())
                .isEqualTo(OffsetDateTime.parse("2024-07-01T10:00:00Z"));
        assertThat(
                        fixture.cypher("MATCH (r:Reader {reader_id: 2}) RETURN keys(r) AS k")
                                .getFirst()
                                .get("k")
                                .asList())
                .containsExactlyInAnyOrder("_key", "reader_id", "email");
    }

    @Test
    void aSecondLoadWritesNothing() {
        fixture.loadDeep();
        String before = lastTransaction();
        GraphResult second = fixture.load(GraphRun.Mode.INCREMENTAL, fixture.options());
        assertThat(second.requireSucceeded().changes()).isZero();
        assertThat(lastTransaction()).isEqualTo(before);
    }

    @Test
    void changesAreCreatedUpdatedAndDeletedExactly() {
        fixture.loadDeep();
        library.readers(
                "(1, 'ada@new.org', 12.50, null, null, null), (3, null, 0.05, date '2001-01-01', timestamp '2024-01-01 00:00:00', 'other'), (4, 'd@x.org', null, null, null, null)");
        GraphResult result = fixture.loadDeep();
        ItemResult readers = result.item("Reader").orElseThrow();
        assertThat(List.of(readers.created(), readers.updated(), readers.deleted()))
                .containsExactly(1L, 1L, 1L);
        assertThat(result.item("(Reader)-[WROTE]->(Letter)").orElseThrow().deleted()).isEqualTo(1);
        assertThat(
                        fixture.cypher("MATCH (r:Reader {reader_id: 1}) RETURN keys(r) AS k")
                                .getFirst()
                                .get("k")
                                .asList())
                .containsExactlyInAnyOrder("_key", "reader_id", "email", "fee", "fee_minor");
    }

    @Test
    void whatTheControlDatabaseKeepsShowsTheWholeLoad() {
        GraphResult result = fixture.loadDeep();
        assertThat(fixture.control("select status || ' ' || mode from control.graph_run"))
                .containsExactly("succeeded incremental");
        assertThat(
                        fixture.control(
                                "select item || ' ' || status || ' ' || is_done || ' ' || created from control.graph_table_run order by 1"))
                .containsExactly(
                        "(Reader)-[BORROWED]->(Book) succeeded true 2",
                        "(Reader)-[WROTE]->(Letter) succeeded true 1",
                        "Book succeeded true 2",
                        "Letter succeeded true 3",
                        "Reader succeeded true 3");
        assertThat(
                        fixture.control(
                                "select i ->> 'graph' from control.graph_run, jsonb_array_elements(reconciliation -> 'items') i where i ->> 'item' = 'Reader'"))
                .containsExactly("3");
        assertThat(
                        fixture.control(
                                "select string_agg(k, ',' order by k) from control.graph_run, jsonb_object_keys(snapshots) k"))
                .containsExactly("library.books,library.loans,library.readers,post.letters");
        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    }

    /// The bookmark of a read names the last committed transaction.
    private String lastTransaction() {
        try (Session session = fixture.driver.session()) {
            session.executeRead(tx -> tx.run("RETURN 1").consume());
            return session.lastBookmarks().toString();
        }
    }
}
