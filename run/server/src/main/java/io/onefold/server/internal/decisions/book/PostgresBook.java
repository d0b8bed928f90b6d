package io.onefold.server.internal.decisions.book;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.port.Mode;
import io.onefold.model.access.Principal;
import io.onefold.server.internal.decisions.journal.Journal;
import io.onefold.server.internal.decisions.journal.Journal.Held;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The book of rules, or of policies, in PostgreSQL. A draft is in no edition; what changes the
/// versions in force begins a new one.
public final class PostgresBook implements Book {

    private static final String COLUMNS =
            "number, id, version, mode, canonical, author, approver, active_from";

    private final Jdbc jdbc;
    private final Journal journal;
    private final Held held;
    private final String table;
    private volatile @Nullable Edition current;

    private PostgresBook(Jdbc jdbc, Journal journal, Held held, String table) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.held = held;
        this.table = table;
    }

    public static PostgresBook ofRules(Jdbc jdbc, Journal journal) {
        return new PostgresBook(jdbc, journal, Held.RULE, "rule");
    }

    public static PostgresBook ofPolicies(Jdbc jdbc, Journal journal) {
        return new PostgresBook(jdbc, journal, Held.POLICY, "policy");
    }

    @Override
    public Edition current() {
        long number = journal.edition(held);
        Edition known = current;
        if (known == null || known.number() < number) {
            known = jdbc.with(connection -> read(connection, number));
            current = known;
        }
        return known;
    }

    @Override
    public Optional<Edition> edition(long number) {
        return number < 0 || number > journal.edition(held)
                ? Optional.empty()
                : Optional.of(jdbc.with(connection -> read(connection, number)));
    }

    private Edition read(Connection connection, long number) throws SQLException {
        return new Edition(
                number,
                Jdbc.query(
                        connection,
                        Jdbc.resource(PostgresBook.class, table + "-edition.sql"),
                        PostgresBook::version,
                        number,
                        number));
    }

    @Override
    public List<BookVersion> versions(@Nullable String id) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select "
                                        + COLUMNS
                                        + " from decisions."
                                        + table
                                        + " where ?::text is null or id = ? order by id, version",
                                PostgresBook::version,
                                id,
                                id));
    }

    @Override
    public BookVersion write(String id, String body, Principal author) {
        return jdbc.transaction(
                connection -> {
                    Jdbc.lock(connection, "onefold.book." + table + ":" + id);
                    Optional<BookVersion> newest =
                            Jdbc.first(
                                    connection,
                                    "select "
                                            + COLUMNS
                                            + " from decisions."
                                            + table
                                            + " where id = ? order by version desc limit 1",
                                    PostgresBook::version,
                                    id);
                    if (newest.isPresent() && newest.get().body().equals(body)) {
                        return newest.get();
                    }
                    BookVersion written =
                            insert(
                                    connection,
                                    id,
                                    newest.map(BookVersion::version).orElse(0) + 1,
                                    body,
                                    author);
                    journal.note(connection, author, table + ".write", written.title(), Map.of());
                    return written;
                });
    }

    private BookVersion insert(
            Connection connection, String id, int version, String body, Principal author)
            throws SQLException {
        return Jdbc.first(
                        connection,
                        "insert into decisions."
                                + table
                                + " (id, version, mode, body, canonical, author) values (?, ?, 'draft', ?::jsonb, ?, ?) returning "
                                + COLUMNS,
                        PostgresBook::version,
                        id,
                        version,
                        body,
                        body,
                        author.name())
                .orElseThrow();
    }

    @Override
    public Edition move(String id, int version, Mode mode, Principal by) {
        Edition edition =
                jdbc.transaction(
                        connection -> {
                            long number = journal.raise(connection, held); // one move at a time
                            BookVersion moved = find(connection, id, version);
                            if (mode == Mode.ACTIVE) {
                                retireActive(connection, id, version, number);
                            }
                            leave(connection, moved.number(), number);
                            mark(connection, moved.number(), mode, by);
                            enter(connection, moved.number(), mode, number);
                            journal.note(
                                    connection,
                                    by,
                                    table + ".move",
                                    moved.title(),
                                    Map.of("from", moved.mode().wireName(), "to", mode.wireName()));
                            return read(connection, number);
                        });
        journal.changed();
        return edition;
    }

    private BookVersion find(Connection connection, String id, int version) throws SQLException {
        return Jdbc.first(
                        connection,
                        "select "
                                + COLUMNS
                                + " from decisions."
                                + table
                                + " where id = ? and version = ?",
                        PostgresBook::version,
                        id,
                        version)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND,
                                        "there is no " + table + " " + id + "@" + version));
    }

    private void retireActive(Connection connection, String id, int except, long edition)
            throws SQLException {
        List<Long> active =
                Jdbc.query(
                        connection,
                        "update decisions."
                                + table
                                + " set mode = 'retired' where id = ? and version <> ? and mode = 'active' returning number",
                        row -> row.getLong(1),
                        id,
                        except);
        for (long number : active) {
            leave(connection, number, edition);
        }
    }

    private void mark(Connection connection, long number, Mode mode, Principal by)
            throws SQLException {
        if (mode == Mode.ACTIVE) {
            Jdbc.update(
                    connection,
                    "update decisions."
                            + table
                            + " set mode = ?, approver = ?, active_from = ? where number = ?",
                    mode.wireName(),
                    by.name(),
                    journal.now(),
                    number);
        } else {
            Jdbc.update(
                    connection,
                    "update decisions." + table + " set mode = ? where number = ?",
                    mode.wireName(),
                    number);
        }
    }

    /// The version was in force up to the edition before.
    private void leave(Connection connection, long number, long edition) throws SQLException {
        Jdbc.update(
                connection,
                "update decisions.book_entry set last_edition = ?"
                        + " where book = ? and number = ? and last_edition is null",
                edition - 1,
                table,
                number);
    }

    private void enter(Connection connection, long number, Mode mode, long edition)
            throws SQLException {
        if (mode == Mode.ACTIVE || mode == Mode.SHADOW) {
            Jdbc.update(
                    connection,
                    "insert into decisions.book_entry (book, number, mode, first_edition, approver, active_from)"
                            + " select ?, number, mode, ?, approver, active_from from decisions."
                            + table
                            + " where number = ?",
                    table,
                    edition,
                    number);
        }
    }

    private static BookVersion version(ResultSet row) throws SQLException {
        return new BookVersion(
                row.getLong("number"),
                row.getString("id"),
                row.getInt("version"),
                Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                row.getString("canonical"),
                row.getString("author"),
                row.getString("approver"),
                Jdbc.instant(row, "active_from"));
    }
}
