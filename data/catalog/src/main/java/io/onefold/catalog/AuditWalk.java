package io.onefold.catalog;

import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.audit.AuditEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/// Walks along the audit log as it lies in the database, lane by lane.
final class AuditWalk {

    private static final int FETCH_ROWS = 1_000;

    private AuditWalk() {}

    /// What is met on the way; the walk ends when one of them says false.
    interface Steps {
        boolean event(int lane, long sequence, byte[] previous, byte[] hash, String canonical);

        /// A signed head, after the event it names, or after the lane's end if it names one beyond.
        boolean anchor(AuditAnchor anchor);
    }

    static void walk(Connection connection, Steps steps) throws SQLException {
        List<Integer> lanes =
                Jdbc.query(
                        connection,
                        "select lane from audit.event group by lane union select lane from audit.anchor group by lane"
                                + " order by lane",
                        row -> row.getInt(1));
        for (int lane : lanes) {
            if (!walk(connection, lane, steps)) {
                return;
            }
        }
    }

    private static boolean walk(Connection connection, int lane, Steps steps) throws SQLException {
        Deque<AuditAnchor> anchors = new ArrayDeque<>(anchors(connection, lane));
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select * from audit.event where lane = ? order by sequence")) {
            statement.setInt(1, lane);
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long sequence = rows.getLong("sequence");
                    if (!steps.event(
                                    lane,
                                    sequence,
                                    rows.getBytes("prev_hash"),
                                    rows.getBytes("hash"),
                                    canonical(rows))
                            || !passed(anchors, sequence, steps)) {
                        return false;
                    }
                }
            }
        }
        return passed(anchors, Long.MAX_VALUE, steps);
    }

    private static boolean passed(Deque<AuditAnchor> anchors, long sequence, Steps steps) {
        while (!anchors.isEmpty() && anchors.getFirst().sequence() <= sequence) {
            if (!steps.anchor(anchors.removeFirst())) {
                return false;
            }
        }
        return true;
    }

    private static String canonical(ResultSet row) throws SQLException {
        return AuditChain.canonical(
                row.getInt("lane"),
                row.getLong("sequence"),
                AuditChain.spelt(Objects.requireNonNull(Jdbc.instant(row, "timestamp"))),
                new AuditEvent(
                        row.getString("actor"),
                        row.getString("event_type"),
                        row.getString("object"),
                        row.getString("outcome"),
                        Json.texts(Json.read(row.getString("details")))));
    }

    private static List<AuditAnchor> anchors(Connection connection, int lane) throws SQLException {
        return Jdbc.query(
                connection,
                "select * from audit.anchor where lane = ? order by sequence",
                row ->
                        new AuditAnchor(
                                row.getInt("lane"),
                                row.getLong("sequence"),
                                row.getBytes("hash"),
                                Objects.requireNonNull(Jdbc.instant(row, "signed_at")),
                                row.getBytes("public_key"),
                                row.getBytes("signature")),
                lane);
    }

    /// Heads of the lanes that grew since they were signed last, signed now and not yet kept.
    static List<AuditAnchor> unsigned(Connection connection, AuditKey key, Instant at)
            throws SQLException {
        Instant signedAt = at.truncatedTo(ChronoUnit.MICROS);
        return Jdbc.query(
                connection,
                Jdbc.resource(AuditWalk.class, "unsigned-heads.sql"),
                row ->
                        AuditAnchor.sign(
                                key,
                                row.getInt("lane"),
                                row.getLong("sequence"),
                                row.getBytes("hash"),
                                signedAt));
    }

    static void keep(Connection connection, AuditAnchor anchor) throws SQLException {
        Jdbc.update(
                connection,
                "insert into audit.anchor (lane, sequence, hash, signed_at, public_key, signature) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                anchor.lane(),
                anchor.sequence(),
                anchor.hash(),
                anchor.signedAt(),
                anchor.publicKey(),
                anchor.signature());
    }
}
