package io.onefold.server.internal.errand;

import io.onefold.catalog.AuditTrail;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.server.internal.errand.Errand.Status;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where errands of one kind are written down, in PostgreSQL. What is asked, and how it ends, is
/// audited in the same commit. Safe for many threads.
public final class ErrandBook {

    private static final String COLUMNS =
            "select id, tenant, subject, request::text, status, reason, result::text, author, created_at, started_at, ended_at"
                    + " from decisions.";

    private final Jdbc jdbc;
    private final Clock clock;
    private final String table;

    private ErrandBook(Jdbc jdbc, Clock clock, String table) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.table = table;
    }

    public static ErrandBook ofTrainings(Jdbc jdbc, Clock clock) {
        return new ErrandBook(jdbc, clock, "training_run");
    }

    public static ErrandBook ofBacktests(Jdbc jdbc, Clock clock) {
        return new ErrandBook(jdbc, clock, "backtest");
    }

    /// Writes down what is asked.
    public Errand add(String tenant, String subject, JsonNode request, Principal by) {
        UUID id = UUID.randomUUID();
        return jdbc.transaction(
                connection -> {
                    Jdbc.update(
                            connection,
                            "insert into decisions."
                                    + table
                                    + " (id, tenant, subject, request, status, author, created_at) values (?, ?, ?, ?, 'queued', ?, ?)",
                            id,
                            tenant,
                            subject,
                            new Json(request),
                            by.name(),
                            clock.instant());
                    note(connection, by.name(), "ask", id, Map.of("subject", subject));
                    return find(connection, tenant, id).orElseThrow();
                });
    }

    /// It begins now.
    void begin(Errand errand) {
        jdbc.change(
                connection ->
                        Jdbc.update(
                                connection,
                                "update decisions."
                                        + table
                                        + " set status = 'running', started_at = ? where id = ?",
                                clock.instant(),
                                errand.id()));
    }

    /// It ended well.
    void succeed(Errand errand, JsonNode result) {
        end(errand, Status.SUCCEEDED, null, result);
    }

    /// It did not end well.
    ///
    /// @param reason why, for the person who asked
    void fail(Errand errand, String reason) {
        end(errand, Status.FAILED, reason, null);
    }

    private void end(
            Errand errand, Status status, @Nullable String reason, @Nullable JsonNode result) {
        jdbc.change(
                connection -> {
                    Jdbc.update(
                            connection,
                            "update decisions."
                                    + table
                                    + " set status = ?, reason = ?, result = ?::jsonb, ended_at = ? where id = ?",
                            status.wireName(),
                            reason,
                            result == null ? null : new Json(result),
                            clock.instant(),
                            errand.id());
                    note(
                            connection,
                            errand.author(),
                            "end",
                            errand.id(),
                            Map.of("subject", errand.subject(), "status", status.wireName()));
                });
    }

    /// Marks as failed what a server that is gone had begun or still had to begin. Called before
    /// this one takes anything on.
    ///
    /// @return how many there were
    public int abandon() {
        return jdbc.transaction(
                connection ->
                        Jdbc.update(
                                connection,
                                "update decisions."
                                        + table
                                        + " set status = 'failed', reason = ?, ended_at = ? where ended_at is null",
                                "the server stopped before it ended; ask for it again",
                                clock.instant()));
    }

    public Optional<Errand> find(String tenant, UUID id) {
        return jdbc.with(connection -> find(connection, tenant, id));
    }

    private Optional<Errand> find(Connection connection, String tenant, UUID id)
            throws SQLException {
        return Jdbc.first(
                connection,
                COLUMNS + table + " where tenant = ? and id = ?",
                ErrandBook::errand,
                tenant,
                id);
    }

    /// How long the last one of a subject took that ended well.
    public Optional<Duration> lastTook(String subject) {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                connection,
                                COLUMNS
                                        + table
                                        + " where subject = ? and status = 'succeeded' order by ended_at desc limit 1",
                                row ->
                                        Duration.between(
                                                Objects.requireNonNull(
                                                        Jdbc.instant(row, "started_at")),
                                                Objects.requireNonNull(
                                                        Jdbc.instant(row, "ended_at"))),
                                subject));
    }

    private void note(
            Connection connection, String who, String what, UUID id, Map<String, String> details)
            throws SQLException {
        AuditTrail.append(
                connection,
                new AuditEvent(who, table + "." + what, table + " " + id, "done", details),
                clock.instant());
    }

    private static Errand errand(ResultSet row) throws SQLException {
        String result = row.getString("result");
        return new Errand(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getString("tenant"),
                row.getString("subject"),
                Json.read(row.getString("request")),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                result == null ? null : Json.read(result),
                row.getString("author"),
                Objects.requireNonNull(Jdbc.instant(row, "created_at")),
                Jdbc.instant(row, "started_at"),
                Jdbc.instant(row, "ended_at"));
    }
}
