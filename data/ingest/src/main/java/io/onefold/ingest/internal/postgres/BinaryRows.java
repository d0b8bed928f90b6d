package io.onefold.ingest.internal.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLState;

/// The rows of a COPY in binary format, one after the other: a message of the protocol is a row
/// (the first may have the format's header before it), a number of fields and for each its length,
/// -1 for null, and its bytes.
final class BinaryRows {

    private static final byte[] SIGNATURE =
            "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_BYTES = SIGNATURE.length + 2 * Integer.BYTES;
    private static final int NONE_FOLLOWS = -1;

    private final CopyOut copy;
    private boolean begun;
    private byte[] bytes = {};
    private int from;
    private int fields;

    BinaryRows(PostgresSession session, String sql) throws SQLException {
        this.copy = session.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    }

    /// Steps to the next row.
    ///
    /// @return whether there is one
    boolean next() throws SQLException {
        while (copy.isActive()) {
            byte @Nullable [] message = copy.readFromCopy();
            if (message == null) {
                return false;
            }
            int at = begun ? 0 : header(message);
            begun = true;
            if (at < message.length) {
                int count = Binary.int2(message, at);
                if (count != NONE_FOLLOWS) {
                    bytes = message;
                    from = at + Short.BYTES;
                    fields = count;
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether the server has more to say, so that the connection cannot be used for anything else.
    boolean isActive() {
        return copy.isActive();
    }

    /// The bytes that hold the row.
    byte[] bytes() {
        return bytes;
    }

    /// Where in them the length of the first field stands.
    int from() {
        return from;
    }

    int fields() {
        return fields;
    }

    private static int header(byte[] message) throws SQLException {
        if (message.length < HEADER_BYTES
                || !Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new SQLException(
                    "the server's COPY does not begin as the binary format does",
                    PSQLState.PROTOCOL_VIOLATION.getState());
        }
        return HEADER_BYTES + Binary.int4(message, HEADER_BYTES - Integer.BYTES);
    }
}
