package io.onefold.server.internal.decisions.book;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.port.NewVersion;
import io.onefold.model.access.Principal;
import io.onefold.server.internal.decisions.journal.Journal;
import io.onefold.server.internal.decisions.journal.Journal.Held;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    public List<BookVersion> add(List<NewVersion> fresh, Principal author, Principal approver) {
        boolean published = fresh.stream().anyMatch(one -> one.mode() != Mode.DRAFT);
        List<BookVersion> answers =
                jdbc.transaction(
                        connection -> {
                            Jdbc.lock(connection, "onefold.book." + table);
                            requireNoneActive(connection, fresh);
                            List<BookVersion> added =
                                    insert(connection, fresh, author, approver.name());
                            if (published && !added.isEmpty()) {
                                enter(connection, added, journal.raise(connection, held));
                            }
                            for (BookVersion one : added) {
                                note(connection, one, author, approver);
                            }
                            return answers(connection, fresh);
                        });
        if (published) {
            journal.changed();
        }
        return answers;
    }

    private void note(
            Connection connection, BookVersion added, Principal author, Principal approver)
            throws SQLException {
        if (added.mode() == Mode.DRAFT) {
            journal.note(connection, author, table + ".write", added.title(), Map.of());
        } else {
            journal.note(
                    connection,
                    approver,
                    table + ".install",
                    added.title(),
                    Map.of("author", author.name(), "to", added.mode().wireName()));
        }
    }

    private void requireNoneActive(Connection connection, List<NewVersion> fresh)
            throws SQLException {
        List<NewVersion> active = fresh.stream().filter(one -> one.mode() == Mode.ACTIVE).toList();
        Optional<String> other =
                Jdbc.first(
                        connection,
                        """
                        select old.id || '@' || old.version
                        from unnest(?::text[], ?::text[]) as fresh (id, body)
                        join decisions.%1$s old on old.id = fresh.id and old.mode = 'active'
                        where fresh.body <> (
                            select newest.canonical from decisions.%1$s newest
                            where newest.id = fresh.id order by newest.version desc limit 1)
                        """
                                .formatted(table),
                        row -> row.getString(1),
                        active.stream().map(NewVersion::id).toList(),
                        active.stream().map(NewVersion::body).toList());
        if (other.isPresent()) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE,
                    table + " " + other.get() + " is active; publish the new version as a draft");
        }
    }

    private List<BookVersion> insert(
            Connection connection, List<NewVersion> fresh, Principal author, String approver)
            throws SQLException {
        return Jdbc.query(
                connection,
                """
                insert into decisions.%1$s (id, version, mode, body, canonical, author, approver, active_from)
                select
                    fresh.id,
                    coalesce((select max(old.version) from decisions.%1$s old where old.id = fresh.id), 0) + 1,
                    fresh.mode, fresh.body::jsonb, fresh.body, ?,
                    case fresh.mode when 'active' then ? end,
                    case fresh.mode when 'active' then ?::timestamptz end
                from unnest(?::text[], ?::text[], ?::text[]) as fresh (id, body, mode)
                where fresh.body is distinct from (
                    select old.canonical from decisions.%1$s old
                    where old.id = fresh.id order by old.version desc limit 1)
                returning\s"""
                                .formatted(table)
                        + COLUMNS,
                PostgresBook::version,
                author.name(),
                approver,
                journal.now(),
                fresh.stream().map(NewVersion::id).toList(),
                fresh.stream().map(NewVersion::body).toList(),
                fresh.stream().map(one -> one.mode().wireName()).toList());
    }

    /// The newest version of each, in their order.
    private List<BookVersion> answers(Connection connection, List<NewVersion> fresh)
            throws SQLException {
        Map<String, BookVersion> newest = new HashMap<>();
        for (BookVersion one :
                Jdbc.query(
                        connection,
                        "select distinct on (id) "
                                + COLUMNS
                                + " from decisions."
                                + table
                                + " where id = any(?) order by id, version desc",
                        PostgresBook::version,
                        fresh.stream().map(NewVersion::id).toList())) {
            newest.put(one.id(), one);
        }
        return fresh.stream().map(one -> Objects.requireNonNull(newest.get(one.id()))).toList();
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
                            if (mode == Mode.ACTIVE || mode == Mode.SHADOW) {
                                enter(connection, List.of(moved), number);
                            }
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

    private void enter(Connection connection, List<BookVersion> versions, long edition)
            throws SQLException {
        Jdbc.update(
                connection,
                "insert into decisions.book_entry (book, number, mode, first_edition, approver, active_from)"
                        + " select ?, number, mode, ?, approver, active_from from decisions."
                        + table
                        + " where mode in ('active', 'shadow') and number = any(?::bigint[])",
                table,
                edition,
                versions.stream().map(one -> Long.toString(one.number())).toList());
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
