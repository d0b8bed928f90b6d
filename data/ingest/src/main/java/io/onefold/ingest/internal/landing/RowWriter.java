package io.onefold.ingest.internal.landing;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes landing files: one line a row, fields between tabs, in the text format of PostgreSQL's
/// COPY.
///
/// A line is the row's hash, then the number of its file and its row there (if the silo is made of
/// files), then its columns. `\N` is null; backslash, tab, line feed and the other control
/// characters with a short name are escaped, so that no field holds a raw tab or line feed.
///
/// The hash, a [RowHash], is made of the columns as they stand in the line, without the nulls at
/// its end: a column that is added later and is null in a row leaves the row's hash as it was. A
/// reader that gets its rows in another form may have that hashed instead.
///
/// Not safe for several threads: each stream has its own.
public final class RowWriter implements Closeable {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final long ROW_BYTES_MAX = 128L << 20;

    /// The letter behind the backslash for each escaped byte, 0 for a byte that stands for itself.
    private static final byte[] ESCAPE = escapes();

    private final OutputStream out;
    private final RowHash hash = new RowHash();

    private byte[] buffer = new byte[BUFFER_BYTES];
    private int end;
    private int rowStart;
    private int bodyStart;
    private boolean firstField;
    private boolean closed;
    private int longestLine;
    private boolean escaped;

    RowWriter(OutputStream out) {
        this.out = out;
    }

    /// Begins a row of a database.
    public void begin() throws IOException {
        if (end > BUFFER_BYTES / 2) {
            flush();
        }
        rowStart = end;
        room(RowHash.LETTERS + 1);
        end += RowHash.LETTERS;
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

    /// Ends the row.
    public void end() {
        int last = end;
        while (last - 3 >= bodyStart
                && buffer[last - 1] == 'N'
                && buffer[last - 2] == '\\'
                && buffer[last - 3] == '\t') {
            last -= 3;
        }
        end(buffer, bodyStart, last);
    }

    /// Ends the row, with a hash of other bytes than its line's.
    public void end(byte[] hashed, int from, int to) {
        hash.of(hashed, from, to);
        hash.spell(buffer, rowStart);
        room(1);
        buffer[end++] = '\n';
        longestLine = Math.max(longestLine, end - rowStart);
    }

    /// Takes back what was written of the row since it began.
    public void undo() {
        end = rowStart;
    }

    /// Whether the row's fields so far are UTF-8.
    public boolean isText() {
        return Utf8.isValid(buffer, bodyStart, end);
    }

    /// The row's fields so far as text; each byte that is not valid is shown as `\xHH`.
    public String shown() {
        return Utf8.shown(buffer, bodyStart, end);
    }

    /// Rows written so far.
    public long rows() {
        return hash.rows();
    }

    /// The hashes of the rows written so far.
    RowHash hash() {
        return hash;
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
