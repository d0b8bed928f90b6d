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
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

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
        Jdbc.lock(connection, lockName(LANE));
        Head head = head(connection, LANE);
        Instant timestamp = at.truncatedTo(ChronoUnit.MICROS);
        JsonNode details = Json.object(event.details());
        byte[] hash =
                hash(
                        head.hash(),
                        canonical(LANE, head.sequence() + 1, MICROS.format(timestamp), event));
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

    /// The newest event of a lane; before its first, sequence 0 and the genesis.
    public static Head head(Connection connection, int lane) throws SQLException {
        return Jdbc.first(
                        connection,
                        "select sequence, hash from audit.event where lane = ? order by sequence desc limit 1",
                        row -> new Head(row.getLong(1), row.getBytes(2)),
                        lane)
                .orElse(new Head(0, GENESIS));
    }

    /// The advisory lock that whoever appends to a lane holds.
    public static String lockName(int lane) {
        return "onefold.audit:" + lane;
    }

    /// A time as canonical events spell it: UTC, microseconds.
    public static String spelt(Instant timestamp) {
        return MICROS.format(timestamp);
    }

    /// The canonical JSON of an event: members by name, texts escaped as RFC 8785 does.
    ///
    /// @param timestamp as [#spelt(Instant)] writes it
    public static String canonical(int lane, long sequence, String timestamp, AuditEvent event) {
        StringBuilder json = new StringBuilder(384);
        text(json.append("{\"actor\":"), event.actor());
        details(json.append(",\"details\":"), event);
        text(json.append(",\"event_type\":"), event.action());
        json.append(",\"lane\":").append(lane);
        text(json.append(",\"object\":"), event.object());
        text(json.append(",\"outcome\":"), event.outcome());
        json.append(",\"sequence\":").append(sequence);
        return text(json.append(",\"timestamp\":"), timestamp).append('}').toString();
    }

    /// The details of an event as canonical JSON.
    public static String details(AuditEvent event) {
        return details(new StringBuilder(128), event).toString();
    }

    private static StringBuilder details(StringBuilder json, AuditEvent event) {
        json.append('{');
        char before = 0;
        for (Map.Entry<String, String> detail : new TreeMap<>(event.details()).entrySet()) {
            if (before != 0) {
                json.append(before);
            }
            before = ',';
            text(text(json, detail.getKey()).append(':'), detail.getValue());
        }
        return json.append('}');
    }

    /// Most texts are plain; the others go through the writer of all JSON.
    private static StringBuilder text(StringBuilder json, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return json.append(Json.MAPPER.writeValueAsString(text));
            }
        }
        return json.append('"').append(text).append('"');
    }

    /// Where a lane ends.
    ///
    /// @param sequence the number of its newest event, 0 before the first
    /// @param hash that event's hash
    public record Head(long sequence, byte[] hash) {}
}
