package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.GraphRun;
import io.onefold.model.Column;
import io.onefold.model.DataType.Decimal;
import io.onefold.model.DataType.Simple;
import io.onefold.model.run.Status;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/// A library lends books: two silos, a junction, a join by e-mail.
final class GraphLoadTest {

    private static final List<Column> READERS =
            List.of(
                    Column.required("reader_id", Simple.INT),
                    Column.optional("email", Simple.STRING),
                    Column.optional("fee", new Decimal(7, 2)),
                    Column.optional("born", Simple.DATE),
                    Column.optional("joined", Simple.TIMESTAMP),
                    Column.optional("secret", Simple.STRING));
    private static final List<Column> BOOKS =
            List.of(
                    Column.required("isbn", Simple.STRING),
                    Column.optional("title", Simple.STRING),
                    Column.optional("rating", Simple.DOUBLE));
    private static final List<Column> LOANS =
            List.of(
                    Column.required("loan_id", Simple.LONG),
                    Column.optional("reader_id", Simple.INT),
                    Column.optional("isbn", Simple.STRING),
                    Column.optional("lent_at", Simple.TIMESTAMPTZ));
    private static final List<Column> LETTERS =
            List.of(
                    Column.required("letter_id", Simple.STRING),
                    Column.optional("from_mail", Simple.STRING));

    static final String MANIFESTS =
            """
            name: library
            version: v1
            type: source
            source:
              name: library
              kind: postgres
              connection: {part: postgres, database: library, prefix: LIBRARY_}
              zone: Europe/Prague
              tables:
                - {name: readers, key: [reader_id]}
                - {name: books, key: [isbn]}
                - {name: loans, key: [loan_id]}
            ---
            name: post
            version: v1
            type: source
            source:
              name: post
              kind: postgres
              connection: {part: postgres, database: post, prefix: POST_}
              zone: UTC
              tables:
                - {name: letters, key: [letter_id]}
            ---
            name: lending
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: library.readers, label: Reader, key: [reader_id], exclude: {secret: credential}}
                - {dataset: library.books, label: Book, key: [isbn]}
                - {dataset: post.letters, label: Letter, key: [letter_id]}
              relationships:
                - {type: BORROWED, from: Reader(reader_id), to: Book(isbn), via: "library.loans(reader_id, isbn)", properties: [lent_at]}
                - {type: WROTE, from: Reader(email), to: Letter(from_mail), normaliser: lower_trim}
            """;

    private GraphFixture fixture;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        fixture.apply(MANIFESTS);
        readers(
                """
                (1, 'Ada@x.org', 12.50, date '1990-02-28', timestamp '2024-07-01 12:00:00', 'S3CRET'),
                (2, 'bob@x.org', null, null, null, null),
                (3, null, 0.05, date '2001-01-01', timestamp '2024-01-01 00:00:00', 'S3CRET')""");
        books("('b1', 'It''s \"odd\" \\ \n here', 4.5), ('b2', null, null)");
        loans(
                "(1, 1, 'b1', timestamptz '2024-01-01 00:00:00Z'), (2, 1, 'b1', timestamptz '2024-02-01 00:00:00Z'), (3, 2, 'gone', null)");
        letters("('l1', ' ADA@X.ORG '), ('l2', 'nobody@x.org'), ('l3', null)");
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
        readers(
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

    private void readers(String rows) {
        fixture.trusted("library.readers", READERS, values(READERS, rows));
    }

    private void books(String rows) {
        fixture.trusted("library.books", BOOKS, values(BOOKS, rows));
    }

    private void loans(String rows) {
        fixture.trusted("library.loans", LOANS, values(LOANS, rows));
    }

    private void letters(String rows) {
        fixture.trusted("post.letters", LETTERS, values(LETTERS, rows));
    }

    static String values(List<Column> columns, String rows) {
        StringBuilder select = new StringBuilder("select ");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            select.append(i == 0 ? "" : ", ")
                    .append("cast(col")
                    .append(i)
                    .append(" as ")
                    .append(io.onefold.lake.DuckSql.type(column.type()))
                    .append(") as ")
                    .append(io.onefold.lake.DuckSql.name(column.name()));
        }
        return select + " from (values " + rows + ") v";
    }
}
