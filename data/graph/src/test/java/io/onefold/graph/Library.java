package io.onefold.graph;

import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.DataType.Decimal;
import io.onefold.model.DataType.Simple;
import java.util.List;

/// A library lends books, and gets letters: two silos, a junction, a join by e-mail.
final class Library {

    static final List<Column> READERS =
            List.of(
                    Column.required("reader_id", Simple.INT),
                    Column.optional("email", Simple.STRING),
                    Column.optional("fee", new Decimal(7, 2)),
                    Column.optional("born", Simple.DATE),
                    Column.optional("joined", Simple.TIMESTAMP),
                    Column.optional("secret", Simple.STRING));
    static final List<Column> BOOKS =
            List.of(
                    Column.required("isbn", Simple.STRING),
                    Column.optional("title", Simple.STRING),
                    Column.optional("rating", Simple.DOUBLE));
    static final List<Column> LOANS =
            List.of(
                    Column.required("loan_id", Simple.LONG),
                    Column.optional("reader_id", Simple.INT),
                    Column.optional("isbn", Simple.STRING),
                    Column.optional("lent_at", Simple.TIMESTAMPTZ));
    static final List<Column> LETTERS =
            List.of(
                    Column.required("letter_id", Simple.STRING),
                    Column.optional("from_mail", Simple.STRING));

    static final String SOURCES =
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
            """;
    static final String GRAPH =
            """
            name: lending
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: library.readers, label: Reader, key: [reader_id], exclude: {secret: credential}}
                - {dataset: library.books, label: Book, key: [isbn]}
                - {dataset: post.letters, label: Letter, key: [letter_id]}
              relationships:
                - type: BORROWED
                  from: Reader(reader_id)
                  to: Book(isbn)
                  via: library.loans(reader_id, isbn)
                  properties: [lent_at]
                - {type: WROTE, from: Reader(email), to: Letter(from_mail), normaliser: lower_trim}
            """;

    private final GraphFixture fixture;

    /// Applies the manifests and fills the silos.
    Library(GraphFixture fixture) {
        this.fixture = fixture;
        fixture.apply(SOURCES + GRAPH);
        readers(
                """
                (1, 'Ada@x.org', 12.50, date '1990-02-28', timestamp '2024-07-01 12:00:00', 'S3CRET'),
                (2, 'bob@x.org', null, null, null, null),
                (3, null, 0.05, date '2001-01-01', timestamp '2024-01-01 00:00:00', 'S3CRET')""");
        books("('b1', 'It''s \"odd\" \\ \n here', 4.5), ('b2', null, null)");
        loans(
                """
                (1, 1, 'b1', timestamptz '2024-01-01 00:00:00Z'),
                (2, 1, 'b1', timestamptz '2024-02-01 00:00:00Z'),
                (3, 2, 'gone', null)""");
        letters("('l1', ' ADA@X.ORG '), ('l2', 'nobody@x.org'), ('l3', null)");
    }

    void readers(String rows) {
        fixture.trusted("library.readers", READERS, values(READERS, rows));
    }

    void books(String rows) {
        fixture.trusted("library.books", BOOKS, values(BOOKS, rows));
    }

    void loans(String rows) {
        fixture.trusted("library.loans", LOANS, values(LOANS, rows));
    }

    void letters(String rows) {
        fixture.trusted("post.letters", LETTERS, values(LETTERS, rows));
    }

    /// A SELECT of typed rows.
    static String values(List<Column> columns, String rows) {
        StringBuilder select = new StringBuilder("select ");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            select.append(i == 0 ? "" : ", ")
                    .append(
                            "cast(col%d as %s) as %s"
                                    .formatted(
                                            i,
                                            DuckSql.type(column.type()),
                                            DuckSql.name(column.name())));
        }
        return select + " from (values " + rows + ") v";
    }
}
