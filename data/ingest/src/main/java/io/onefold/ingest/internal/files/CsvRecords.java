package io.onefold.ingest.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts CSV (RFC 4180, any one-byte delimiter and quote) into records, without turning them into
/// objects: after [#next] the fields are ranges of bytes.
///
/// A field that begins with a quote ends at the next single one; a doubled one stands for itself.
/// Line feeds inside are data. A quote anywhere else is data. A carriage return before a line feed
/// belongs to the end of the line.
///
/// When a quoted field does not end as it must, only the first line of the record is given up and
/// reading goes on with the second, so that one stray quote does not swallow the file.
final class CsvRecords {

    /// A record longer than this is given up.
    static final int RECORD_BYTES_MAX = 16 << 20;

    private static final int BUFFER = 1 << 20;

    /// Equals no byte.
    private static final int NO_BYTE = 256;

    private final InputStream in;
    private final int delimiter;
    private final int quote;

    private byte[] buffer = new byte[BUFFER];
    private int limit;
    private boolean ended;
    private int position;

    private int recordStart;
    private int recordEnd;
    private long line;
    private long nextLine = 1;
    private @Nullable String problem;

    private int fields;
    private int[] from = new int[32];
    private int[] to = new int[32];
    private boolean[] quoted = new boolean[32];
    private boolean[] doubled = new boolean[32];
    private byte[] unescaped = new byte[256];
    private int unescapedLength;

    /// @param quote the quote, or -1 for none
    CsvRecords(InputStream in, byte delimiter, int quote) {
        this.in = in;
        this.delimiter = delimiter;
        this.quote = quote < 0 ? NO_BYTE : quote;
    }

    /// Reads the next record, or gives up the next line; false at the end of the file.
    boolean next() throws IOException {
        problem = null;
        fields = 0;
        recordStart = position;
        line = nextLine;
        if (!available()) {
            return false;
        }
        while (true) {
            boolean more = at(quote) ? quotedField() : plainField();
            if (problem != null) {
                giveUp();
                return true;
            }
            if (!more) {
                nextLine++;
                return true;
            }
        }
    }

    /// The rule that the line broke, null for a record.
    @Nullable String problem() {
        return problem;
    }

    /// The line on which the record begins, 1-based.
    long line() {
        return line;
    }

    int fields() {
        return fields;
    }

    /// Whether the record is an empty line.
    boolean isEmptyLine() {
        return problem == null && fields == 1 && !quoted[0] && from[0] == to[0];
    }

    boolean isQuoted(int field) {
        return quoted[field];
    }

    /// The bytes that hold a field; which of them, [#from] and [#to] tell.
    byte[] bytes(int field) {
        if (!doubled[field]) {
            return buffer;
        }
        int length = to[field] - from[field];
        if (unescaped.length < length) {
            unescaped = new byte[length];
        }
        int end = 0;
        for (int i = from[field]; i < to[field]; i++) {
            unescaped[end++] = buffer[i];
            if (buffer[i] == quote) {
                i++;
            }
        }
        unescapedLength = end;
        return unescaped;
    }

    /// Where the field begins in [#bytes].
    int from(int field) {
        return doubled[field] ? 0 : from[field];
    }

    /// Where the field ends in [#bytes], after that was called for this field.
    int to(int field) {
        return doubled[field] ? unescapedLength : to[field];
    }

    /// The bytes that hold the record's lines, from [#recordFrom] to [#recordTo].
    byte[] record() {
        return buffer;
    }

    int recordFrom() {
        return recordStart;
    }

    int recordTo() {
        return recordEnd;
    }

    /// Reads a field that begins with a quote; true if another field follows.
    private boolean quotedField() throws IOException {
        int start = ++position - recordStart;
        boolean hasDoubled = false;
        while (true) {
            if (!available()) {
                problem = "quote";
                return false;
            }
            byte each = buffer[position++];
            if (each == '\n') {
                nextLine++;
            } else if (each == quote) {
                if (!available() || buffer[position] != quote) {
                    break;
                }
                position++;
                hasDoubled = true;
            }
            if (position - recordStart > RECORD_BYTES_MAX) {
                problem = "quote";
                return false;
            }
        }
        add(recordStart + start, position - 1, true, hasDoubled);
        return afterQuoted();
    }

    private boolean afterQuoted() throws IOException {
        if (!available()) {
            recordEnd = position;
            return false;
        }
        byte each = buffer[position++];
        if (each == delimiter) {
            return true;
        }
        if (each == '\r' && available() && buffer[position] == '\n') {
            recordEnd = position - 1;
            position++;
            return false;
        }
        if (each == '\n') {
            recordEnd = position - 1;
            return false;
        }
        problem = "quote";
        return false;
    }

    /// Reads a field without quotes around it; true if another field follows.
    private boolean plainField() throws IOException {
        int start = position - recordStart;
        while (true) {
            int at = position;
            while (at < limit && buffer[at] != delimiter && buffer[at] != '\n') {
                at++;
            }
            position = at;
            if (at < limit) {
                break;
            }
            if (position - recordStart > RECORD_BYTES_MAX) {
                problem = "size";
                return false;
            }
            if (!available()) {
                recordEnd = position;
                add(recordStart + start, position, false, false);
                return false;
            }
        }
        if (buffer[position] == delimiter) {
            add(recordStart + start, position, false, false);
            position++;
            return true;
        }
        int end = position;
        if (end > recordStart + start && buffer[end - 1] == '\r') {
            end--;
        }
        add(recordStart + start, end, false, false);
        recordEnd = end;
        position++;
        return false;
    }

    /// Gives up the record's first line: what follows it is read anew.
    private void giveUp() throws IOException {
        position = recordStart;
        fields = 0;
        while (available() && buffer[position] != '\n') {
            position++;
            if (position - recordStart > 2 * RECORD_BYTES_MAX) {
                recordStart = position - RECORD_BYTES_MAX;
            }
        }
        recordEnd = position;
        if (available()) {
            position++;
            if (recordEnd > recordStart && buffer[recordEnd - 1] == '\r') {
                recordEnd--;
            }
        }
        nextLine = line + 1;
    }

    private boolean at(int wanted) throws IOException {
        return available() && buffer[position] == wanted;
    }

    private void add(int start, int end, boolean isQuoted, boolean hasDoubled) {
        if (fields == from.length) {
            from = Arrays.copyOf(from, 2 * fields);
            to = Arrays.copyOf(to, 2 * fields);
            quoted = Arrays.copyOf(quoted, 2 * fields);
            doubled = Arrays.copyOf(doubled, 2 * fields);
        }
        from[fields] = start;
        to[fields] = end;
        quoted[fields] = isQuoted;
        doubled[fields] = hasDoubled;
        fields++;
    }

    /// Whether there is a byte at the position, after reading more of the file if need be. What was
    /// read of the record stays, at the beginning of the buffer.
    private boolean available() throws IOException {
        if (position < limit) {
            return true;
        }
        if (ended) {
            return false;
        }
        if (recordStart > 0) {
            int shift = recordStart;
            System.arraycopy(buffer, shift, buffer, 0, limit - shift);
            limit -= shift;
            position -= shift;
            recordStart = 0;
            for (int i = 0; i < fields; i++) {
                from[i] -= shift;
                to[i] -= shift;
            }
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        return position < limit || available();
    }
}
