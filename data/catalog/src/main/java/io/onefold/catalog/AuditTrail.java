package io.onefold.catalog;

import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.audit.AuditLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The audit log in the control database. Events are chained by hashes and never changed.
public final class AuditTrail implements AuditLog {

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

    @Override
    public void append(AuditEvent event) {
        jdbc.change(
                connection -> {
                    AuditChain.append(connection, event, clock.instant());
                });
    }

    /// The newest events that are not on the decision path, newest first.
    ///
    /// @param object only of this object; null: of all
    /// @param limit how many, at most 10,000
    public List<Entry> newest(@Nullable String object, int limit) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select * from audit.event where lane = 0 and (?::text is null or object = ?) order by sequence desc limit ?",
                                AuditTrail::entry,
                                object,
                                object,
                                Math.clamp(limit, 1, LIMIT_MAX)));
    }

    /// Recomputes the chain of every lane from its beginning, and holds the signed heads against
    /// it. The events after a lane's last signed head could be cut off without a trace.
    ///
    /// @param trusted the public keys that may have signed heads; none: any
    public AuditVerdict verify(List<byte[]> trusted) {
        return jdbc.transaction(
                connection -> {
                    snapshot(connection);
                    AuditVerifier verifier = new AuditVerifier(trusted);
                    AuditWalk.walk(connection, new Followed(verifier));
                    return verifier.verdict();
                });
    }

    /// Signs the heads of all lanes that grew since they were signed last.
    ///
    /// @return the new heads
    public List<AuditAnchor> anchor(AuditKey key) {
        return jdbc.transaction(
                connection -> {
                    List<AuditAnchor> anchors =
                            AuditWalk.unsigned(connection, key, clock.instant());
                    for (AuditAnchor anchor : anchors) {
                        AuditWalk.keep(connection, anchor);
                    }
                    return anchors;
                });
    }

    /// Writes the whole log as a file of lines that `onefold audit verify` follows without a
    /// database. Signs the heads first.
    public AuditVerdict export(Appendable out, AuditKey key) {
        anchor(key);
        return jdbc.transaction(
                connection -> {
                    snapshot(connection);
                    AuditFile.Writer writer = new AuditFile.Writer(out, key);
                    AuditWalk.walk(connection, writer);
                    return writer.end(clock.instant());
                });
    }

    /// Every statement of the transaction sees the same rows.
    private static void snapshot(Connection connection) throws SQLException {
        Jdbc.update(connection, "set transaction isolation level repeatable read");
    }

    /// Appends an event in the caller's transaction; until it ends nobody else appends to lane 0.
    public static void append(Connection connection, AuditEvent event, Instant at)
            throws SQLException {
        AuditChain.append(connection, event, at);
    }

    /// A walk along the log that verifies it.
    private record Followed(AuditVerifier verifier) implements AuditWalk.Steps {
        @Override
        public boolean event(
                int lane, long sequence, byte[] previous, byte[] hash, String canonical) {
            return verifier.event(lane, sequence, previous, hash, canonical);
        }

        @Override
        public boolean anchor(AuditAnchor anchor) {
            return verifier.anchor(anchor);
        }
    }

    /// The hash of the newest event of lane 0, lower-case hex; a copy kept elsewhere shows that
    /// nothing was cut off.
    public Optional<String> head() {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                connection,
                                "select encode(hash, 'hex') from audit.event where lane = ? order by sequence desc limit 1",
                                row -> row.getString(1),
                                AuditChain.LANE));
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
