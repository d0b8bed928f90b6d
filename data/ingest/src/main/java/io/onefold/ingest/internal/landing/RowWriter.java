package io.onefold.ingest.internal.landing;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Writes landing files: one line a row, fields between tabs, in the text format of PostgreSQL's
/// COPY.
///
/// A line is the row's hash, then the number of its file and its row there (if the silo is made of
/// files), then its columns. `\N` is null; backslash, tab, line feed and the other control
/// characters with a short name are escaped, so that no field holds a raw tab or line feed.
///
/// The hash is SHA-256 over the columns as they stand in the line, without the nulls at its end: a
/// column that is added later and is null in a row leaves the row's hash as it was.
///
/// Not safe for several threads: each stream has its own.
public final class RowWriter implements Closeable {

    /// Hexadecimal digits of a hash.
    public static final int HASH_DIGITS = 64;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final long ROW_BYTES_MAX = 128L << 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /// The letter behind the backslash for each escaped byte, 0 for a byte that stands for itself.
    private static final byte[] ESCAPE = escapes();

    private final OutputStream out;
    private final MessageDigest sha256;
    private final byte[] digest = new byte[HASH_DIGITS / 2];
    private final LongBuffer words = ByteBuffer.wrap(digest).asLongBuffer();
    private final long[] sum = new long[HASH_DIGITS / 16];

    private byte[] buffer = new byte[BUFFER_BYTES];
    private int end;
    private int rowStart;
    private int bodyStart;
    private boolean firstField;
    private boolean closed;
    private long rows;
    private int longestLine;
    private boolean escaped;

    RowWriter(OutputStream out) {
        this.out = out;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Begins a row of a database.
    public void begin() throws IOException {
        if (end > BUFFER_BYTES / 2) {
            flush();
        }
        rowStart = end;
        room(HASH_DIGITS + 1);
        end += HASH_DIGITS;
        buffer[end++] = '\t';
        bodyStart = end;
        firstField = true;
    }

    /// Begins a row of a file.
    ///
    /// @param file the file's number, 1-based
    /// @param row the row's line or number in it, 1-based
    public void begin(int file, long row) throws IOException {
        begin();
        number(file);
        number(row);
        bodyStart = end;
    }

    /// Adds a field of plain bytes, UTF-8.
    public void put(byte[] source, int from, int to) {
        separate();
        room(2L * (to - from));
        byte[] target = buffer;
        int at = end;
        for (int i = from; i < to; i++) {
            byte each = source[i];
            byte letter = each < 0 ? 0 : ESCAPE[each];
            if (letter == 0) {
                target[at++] = each;
            } else {
                escaped = true;
                target[at++] = '\\';
                target[at++] = letter;
            }
        }
        end = at;
    }

    /// Adds a field of plain bytes, UTF-8.
    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /// Adds a field.
    public void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds a null field.
    public void putNull() {
        separate();
        room(2);
        buffer[end++] = '\\';
        buffer[end++] = 'N';
    }

    /// Adds all fields of a row at once, as COPY spells them.
    ///
    /// @param line the fields, escaped, between tabs
    /// @param length how many of its bytes count, without the line feed
    public void putLine(byte[] line, int length) {
        room(length);
        System.arraycopy(line, 0, buffer, end, length);
        end += length;
        if (!escaped) {
            escaped = holdsEscape(line, length);
        }
    }

    /// Whether a backslash stands before anything but the N of a null.
    private static boolean holdsEscape(byte[] line, int length) {
        for (int i = 0; i + 1 < length; i++) {
            if (line[i] == '\\' && line[i + 1] != 'N') {
                return true;
            }
        }
        return false;
    }

    /// Ends the row.
    public void end() {
        hash();
        room(1);
        buffer[end++] = '\n';
        longestLine = Math.max(longestLine, end - rowStart);
        rows++;
    }

    /// Takes back what was written of the row since it began.
    public void undo() {
        end = rowStart;
    }

    /// Rows written so far.
    public long rows() {
        return rows;
    }

    /// Adds the sum of all rows' hashes, word by word modulo 2^64, to another one. It does not
    /// depend on the order of rows.
    void addTo(long[] total) {
        for (int i = 0; i < sum.length; i++) {
            total[i] += sum[i];
        }
    }

    /// Bytes of the longest line.
    public int longestLine() {
        return longestLine;
    }

    /// Whether any field holds an escape, so that readers must take it back.
    public boolean escaped() {
        return escaped;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                flush();
            }
        }
    }

    private void hash() {
        int last = end;
        while (last - 3 >= bodyStart
                && buffer[last - 1] == 'N'
                && buffer[last - 2] == '\\'
                && buffer[last - 3] == '\t') {
            last -= 3;
        }
        try {
            sha256.update(buffer, bodyStart, last - bodyStart);
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("the digest's buffer has the digest's length", e);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += words.get(i);
        }
        int at = rowStart;
        for (byte each : digest) {
            buffer[at++] = HEX[(each >> 4) & 15];
            buffer[at++] = HEX[each & 15];
        }
    }

    private void number(long value) {
        byte[] digits = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
        room(digits.length + 1);
        System.arraycopy(digits, 0, buffer, end, digits.length);
        end += digits.length;
        buffer[end++] = '\t';
    }

    private void separate() {
        if (firstField) {
            firstField = false;
        } else {
            room(1);
            buffer[end++] = '\t';
        }
    }

    private void room(long bytes) {
        if (buffer.length - end < bytes) {
            if (end - rowStart + bytes > ROW_BYTES_MAX) {
                throw new OnefoldException(
                        ErrorCode.RUN_FAILED,
                        "a row is larger than "
                                + ROW_BYTES_MAX / 2
                                + " bytes, more than the lake takes; exclude the column that holds it");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.max(buffer.length * 2L, end + bytes));
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, end);
        end = 0;
        if (buffer.length > 16 * BUFFER_BYTES) {
            buffer = new byte[BUFFER_BYTES];
        }
    }

    private static byte[] escapes() {
        byte[] letters = new byte[128];
        letters['\\'] = '\\';
        letters['\t'] = 't';
        letters['\n'] = 'n';
        letters['\r'] = 'r';
        letters['\b'] = 'b';
        letters['\f'] = 'f';
        letters[0x0b] = 'v';
        letters[0] = '0';
        return letters;
    }
}
