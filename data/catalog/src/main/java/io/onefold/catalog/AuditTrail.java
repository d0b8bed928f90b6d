package io.onefold.catalog;

import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.audit.AuditLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The audit log in the control database. Events are chained by hashes and never changed.
public final class AuditTrail implements AuditLog {

    private static final int FETCH_ROWS = 1_000;
    private static final int LIMIT_MAX = 10_000;

    private final Jdbc jdbc;
    private final Clock clock;

    AuditTrail(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// An event as it was kept.
    ///
    /// @param sequence its position, from 1
    /// @param timestamp when it was appended
    /// @param event what happened
    public record Entry(long sequence, Instant timestamp, AuditEvent event) {}

    /// Where the chain does not hold.
    ///
    /// @param sequence the first event that does not follow from the one before it
    /// @param reason what does not fit
    public record BrokenLink(long sequence, String reason) {}

    @Override
    public void append(AuditEvent event) {
        jdbc.change(
                connection -> {
                    AuditChain.append(connection, event, clock.instant());
                });
    }

    /// The newest events, newest first.
    ///
    /// @param object only of this object; null: of all
    /// @param limit how many, at most 10,000
    public List<Entry> newest(@Nullable String object, int limit) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select * from audit.event where (?::text is null or object = ?) order by lane, sequence desc limit ?",
                                AuditTrail::entry,
                                object,
                                object,
                                Math.clamp(limit, 1, LIMIT_MAX)));
    }

    /// Recomputes the chain from its beginning. A tail that was cut off shows only against a head
    /// kept elsewhere.
    ///
    /// @return the first event that does not fit; empty if all do
    public Optional<BrokenLink> verify() {
        return jdbc.<Optional<BrokenLink>>transaction(
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "select * from audit.event where lane = "
                                            + AuditChain.LANE
                                            + " order by sequence")) {
                        statement.setFetchSize(FETCH_ROWS);
                        try (ResultSet rows = statement.executeQuery()) {
                            return firstBroken(rows);
                        }
                    }
                });
    }

    /// The hash of the newest event, lower-case hex; a copy kept elsewhere shows that nothing was
    /// cut off.
    public Optional<String> head() {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                connection,
                                "select encode(hash, 'hex') from audit.event where lane = ? order by sequence desc limit 1",
                                row -> row.getString(1),
                                AuditChain.LANE));
    }

    static void append(Connection connection, AuditEvent event, Instant at) throws SQLException {
        AuditChain.append(connection, event, at);
    }

    private static Optional<BrokenLink> firstBroken(ResultSet rows) throws SQLException {
        byte[] previous = AuditChain.GENESIS;
        long expected = 1;
        while (rows.next()) {
            long sequence = rows.getLong("sequence");
            if (sequence != expected) {
                return Optional.of(
                        new BrokenLink(
                                expected,
                                "event " + expected + " is missing; " + sequence + " follows"));
            }
            if (!Arrays.equals(rows.getBytes("prev_hash"), previous)) {
                return Optional.of(
                        new BrokenLink(sequence, "it does not follow event " + (sequence - 1)));
            }
            byte[] hash =
                    AuditChain.hash(
                            previous,
                            AuditChain.canonical(
                                    rows.getInt("lane"),
                                    sequence,
                                    Objects.requireNonNull(Jdbc.instant(rows, "timestamp")),
                                    rows.getString("event_type"),
                                    rows.getString("actor"),
                                    rows.getString("object"),
                                    rows.getString("outcome"),
                                    Json.read(rows.getString("details"))));
            if (!Arrays.equals(rows.getBytes("hash"), hash)) {
                return Optional.of(new BrokenLink(sequence, "its content does not fit its hash"));
            }
            previous = hash;
            expected++;
        }
        return Optional.empty();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("sequence"),
                Objects.requireNonNull(Jdbc.instant(row, "timestamp")),
                new AuditEvent(
                        row.getString("actor"),
                        row.getString("event_type"),
                        row.getString("object"),
                        row.getString("outcome"),
                        Json.texts(Json.read(row.getString("details")))));
    }
}
