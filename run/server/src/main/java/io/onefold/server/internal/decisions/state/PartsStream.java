package io.onefold.server.internal.decisions.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.CRC32C;

/// The bytes of rows, one after another, a row at a time in memory.
final class PartsStream extends InputStream {

    private final ResultSet rows;
    private InputStream part = InputStream.nullInputStream();

    /// @param rows of sums and bytes
    PartsStream(ResultSet rows) {
        this.rows = rows;
    }

    @Override
    public int read() throws IOException {
        int one = part.read();
        while (one < 0 && next()) {
            one = part.read();
        }
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = part.read(into, offset, length);
        while (count < 0 && next()) {
            count = part.read(into, offset, length);
        }
        return count;
    }

    /// The CRC-32C of a part.
    static long sum(byte[] part) {
        CRC32C sum = new CRC32C();
        sum.update(part);
        return sum.getValue();
    }

    private boolean next() throws IOException {
        try {
            boolean there = rows.next();
            if (there) {
                byte[] bytes = rows.getBytes(2);
                if (sum(bytes) != rows.getLong(1)) {
                    throw new IOException("the checksum of a part does not fit");
                }
                part = new ByteArrayInputStream(bytes);
            }
            return there;
        } catch (SQLException e) {
            throw new IOException("a part could not be read", e);
        }
    }
}
