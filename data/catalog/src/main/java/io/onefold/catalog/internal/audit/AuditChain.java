package io.onefold.catalog.internal.audit;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.audit.AuditEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Appends events to the audit log: `hash = SHA-256(prev_hash ‖ canonical JSON of the event)`, the
/// first event of a lane following 32 zero bytes.
public final class AuditChain {

    /// The lane of everything that is not on the decision path.
    public static final int LANE = 0;

    /// What the first event of a lane follows.
    public static final byte[] GENESIS = new byte[32];

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private AuditChain() {}

    /// Appends an event in the caller's transaction; until it ends no other event is appended to
    /// the lane.
    public static void append(Connection connection, AuditEvent event, Instant at)
            throws SQLException {
        Jdbc.lock(connection, "onefold.audit:" + LANE);
        Head head =
                Jdbc.first(
                                connection,
                                "select sequence, hash from audit.event where lane = ? order by sequence desc limit 1",
                                row -> new Head(row.getLong(1), row.getBytes(2)),
                                LANE)
                        .orElse(new Head(0, GENESIS));
        Instant timestamp = at.truncatedTo(ChronoUnit.MICROS);
        JsonNode details = Json.object(event.details());
        byte[] hash =
                hash(
                        head.hash(),
                        canonical(
                                LANE,
                                head.sequence() + 1,
                                timestamp,
                                event.action(),
                                event.actor(),
                                event.object(),
                                event.outcome(),
                                details));
        Jdbc.update(
                connection,
                "insert into audit.event (lane, sequence, \"timestamp\", event_type, actor, object, outcome, details, prev_hash,"
                        + " hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                LANE,
                head.sequence() + 1,
                timestamp,
                event.action(),
                event.actor(),
                event.object(),
                event.outcome(),
                new Json(details),
                head.hash(),
                hash);
    }

    /// The hash of an event that follows another one.
    public static byte[] hash(byte[] previous, String canonical) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            return digest.digest(canonical.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The canonical JSON of an event.
    public static String canonical(
            int lane,
            long sequence,
            Instant timestamp,
            String eventType,
            String actor,
            String object,
            String outcome,
            JsonNode details) {
        ObjectNode event = Json.object();
        event.put("lane", lane);
        event.put("sequence", sequence);
        event.put("timestamp", MICROS.format(timestamp));
        event.put("event_type", eventType);
        event.put("actor", actor);
        event.put("object", object);
        event.put("outcome", outcome);
        event.set("details", details);
        return Json.canonical(event);
    }

    private record Head(long sequence, byte[] hash) {}
}
