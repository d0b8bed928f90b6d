package io.onefold.server.internal.decisions.review;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.port.AccountEvents;
import io.onefold.scoring.feature.AccountEventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Events of accounts in PostgreSQL.
public final class PostgresEvents implements AccountEvents {

    private final Jdbc jdbc;

    public PostgresEvents(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(Happened event) {
        boolean[] added = new boolean[1];
        jdbc.change(
                connection ->
                        added[0] =
                                Jdbc.update(
                                                connection,
                                                "insert into decisions.account_event (tenant, event_id, type, user_id,"
                                                        + " merchant_id, \"timestamp\", device_id, ip_hmac, field)"
                                                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                                                event.tenant(),
                                                event.eventId(),
                                                event.type().wireName(),
                                                event.userId(),
                                                event.merchantId(),
                                                event.at(),
                                                event.deviceId(),
                                                bytes(event.ipHmac()),
                                                event.field())
                                        > 0);
        return added[0];
    }

    /// The event of a row with the table's columns.
    public static Happened event(ResultSet row) throws SQLException {
        return new Happened(
                row.getString("tenant"),
                row.getString("event_id"),
                AccountEventType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                row.getString("user_id"),
                row.getString("merchant_id"),
                Objects.requireNonNull(Jdbc.instant(row, "timestamp")),
                row.getString("device_id"),
                hexadecimal(row.getBytes("ip_hmac")),
                row.getString("field"));
    }

    private static byte @Nullable [] bytes(@Nullable String hexadecimal) {
        return hexadecimal == null ? null : HexFormat.of().parseHex(hexadecimal);
    }

    private static @Nullable String hexadecimal(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
