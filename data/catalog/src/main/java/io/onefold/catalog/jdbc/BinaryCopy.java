package io.onefold.catalog.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows on their way into a table by PostgreSQL's binary COPY (documentation of COPY, "Binary
/// Format"). The buffer is used again for the next rows; not for several threads.
public final class BinaryCopy {

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final int HEADER_BYTES = SIGNATURE.length + 2 * Integer.BYTES;
    private static final long MILLENNIUM_SECONDS = 946_684_800; // 2000-01-01 since 1970-01-01
    private static final long MICROS = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int TEXT_OID = 25;
    private static final int KEPT_BYTES_MAX = 1 << 22;

    private ByteBuffer buffer;
    private int rows;

    /// @param bytes how much room to begin with
    public BinaryCopy(int bytes) {
        buffer = ByteBuffer.allocate(Math.max(bytes, HEADER_BYTES));
        clear();
    }

    /// Forgets the rows that were not sent.
    public final void clear() {
        if (buffer.capacity() > KEPT_BYTES_MAX) {
            buffer = ByteBuffer.allocate(KEPT_BYTES_MAX);
        }
        buffer.clear();
        buffer.put(SIGNATURE).putInt(0).putInt(0);
        rows = 0;
    }

    /// Begins a row of so many columns; each is then added in order.
    public BinaryCopy row(int columns) {
        room(Short.BYTES).putShort((short) columns);
        rows++;
        return this;
    }

    public BinaryCopy nothing() {
        room(Integer.BYTES).putInt(-1);
        return this;
    }

    public BinaryCopy int4(int value) {
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    /// A bigint; null is NULL.
    public BinaryCopy int8(@Nullable Long value) {
        if (value == null) {
            return nothing();
        }
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    /// A real; null is NULL.
    public BinaryCopy float4(@Nullable Float value) {
        if (value == null) {
            return nothing();
        }
        room(Integer.BYTES + Float.BYTES).putInt(Float.BYTES).putFloat(value);
        return this;
    }

    /// A text, or varchar; null is NULL.
    public BinaryCopy text(@Nullable String value) {
        return value == null ? nothing() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public BinaryCopy bytes(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    /// A jsonb, given as its text.
    public BinaryCopy jsonb(String json) {
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + 1 + value.length).putInt(value.length + 1).put((byte) 1).put(value);
        return this;
    }

    /// A timestamptz, to the microsecond below.
    public BinaryCopy instant(Instant value) {
        long micros =
                Math.addExact(
                        Math.multiplyExact(value.getEpochSecond() - MILLENNIUM_SECONDS, MICROS),
                        value.getNano() / NANOS_PER_MICRO);
        return int8(micros);
    }

    /// A text[] without nulls.
    public BinaryCopy texts(List<String> values) {
        List<byte[]> elements =
                values.stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).toList();
        int dimensions = elements.isEmpty() ? 0 : 1;
        int length =
                (3 + 2 * dimensions) * Integer.BYTES
                        + elements.stream().mapToInt(e -> Integer.BYTES + e.length).sum();
        room(Integer.BYTES + length)
                .putInt(length)
                .putInt(dimensions)
                .putInt(0) // no nulls
                .putInt(TEXT_OID);
        if (dimensions > 0) {
            buffer.putInt(elements.size()).putInt(1); // the first has index 1
        }
        elements.forEach(element -> buffer.putInt(element.length).put(element));
        return this;
    }

    /// Sends the rows in the connection's transaction; the buffer is empty afterwards.
    ///
    /// @param copy `copy table (columns) from stdin (format binary)`
    public void send(Connection connection, String copy) throws SQLException {
        if (rows == 0) {
            return;
        }
        try {
            room(Short.BYTES).putShort((short) -1);
            CopyIn stream = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
            try {
                stream.writeToCopy(buffer.array(), 0, buffer.position());
                stream.endCopy();
            } finally {
                if (stream.isActive()) {
                    stream.cancelCopy();
                }
            }
        } finally {
            clear();
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = Math.addExact(buffer.position(), bytes);
            ByteBuffer larger =
                    ByteBuffer.wrap(
                            Arrays.copyOf(buffer.array(), Math.max(needed, buffer.capacity() * 2)));
            buffer = larger.position(buffer.position());
        }
        return buffer;
    }
}
