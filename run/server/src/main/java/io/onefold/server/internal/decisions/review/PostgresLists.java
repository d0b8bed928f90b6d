package io.onefold.server.internal.decisions.review;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.EntityKind;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.ListEntries;
import io.onefold.fraud.port.ListEntry;
import io.onefold.model.access.Principal;
import io.onefold.server.internal.decisions.journal.Journal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Block and allow lists in PostgreSQL.
public final class PostgresLists implements ListEntries {

    private static final String COLUMNS =
            "id, tenant, list, scope, key_hmac, reason, expires_at, author";

    private final Jdbc jdbc;
    private final Journal journal;

    public PostgresLists(Jdbc jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    @Override
    public long edition() {
        return journal.edition(Journal.Held.LIST_ENTRY);
    }

    @Override
    public List<ListEntry> current(Instant at) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select "
                                        + COLUMNS
                                        + " from decisions.list_entry where removed_at is null"
                                        + " and (expires_at is null or expires_at > ?) order by id",
                                PostgresLists::entry,
                                at));
    }

    @Override
    public ListEntry add(ListEntry entry, Principal by) {
        ListEntry added =
                jdbc.transaction(
                        connection -> {
                            journal.raise(connection, Journal.Held.LIST_ENTRY);
                            ListEntry kept =
                                    Jdbc.first(
                                                    connection,
                                                    "insert into decisions.list_entry (tenant, list, scope, key_hmac, reason, expires_at, author)"
                                                            + " values (?, ?, ?, ?, ?, ?, ?) returning "
                                                            + COLUMNS,
                                                    PostgresLists::entry,
                                                    entry.tenant(),
                                                    lower(entry.list()),
                                                    entry.kind().wireName(),
                                                    entry.key(),
                                                    entry.reason(),
                                                    entry.expiresAt(),
                                                    entry.author())
                                            .orElseThrow();
                            journal.note(
                                    connection,
                                    by,
                                    "list.add",
                                    "list entry " + kept.id(),
                                    Map.of(
                                            "list",
                                            lower(kept.list()),
                                            "kind",
                                            kept.kind().wireName()));
                            return kept;
                        });
        journal.changed();
        return added;
    }

    @Override
    public void remove(String tenant, long id, Principal by) {
        jdbc.change(
                connection -> {
                    journal.raise(connection, Journal.Held.LIST_ENTRY);
                    int removed =
                            Jdbc.update(
                                    connection,
                                    "update decisions.list_entry set removed_at = ?"
                                            + " where tenant = ? and id = ? and removed_at is null",
                                    journal.now(),
                                    tenant,
                                    id);
                    if (removed == 0) {
                        throw new ProblemException(
                                ProblemCode.NOT_FOUND, "there is no list entry " + id);
                    }
                    journal.note(connection, by, "list.remove", "list entry " + id, Map.of());
                });
        journal.changed();
    }

    private static ListEntry entry(ResultSet row) throws SQLException {
        return new ListEntry(
                row.getLong("id"),
                row.getString("tenant"),
                ListEntry.Kind.valueOf(row.getString("list").toUpperCase(Locale.ROOT)),
                EntityKind.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
                row.getBytes("key_hmac"),
                row.getString("reason"),
                Jdbc.instant(row, "expires_at"),
                row.getString("author"));
    }

    private static String lower(ListEntry.Kind list) {
        return list.name().toLowerCase(Locale.ROOT);
    }
}
