package io.onefold.ingest.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts a text into lines, each a range of bytes without its line break.
final class Lines {

    /// A longer line is given up.
    static final int LINE_BYTES_MAX = 16 << 20;

    private static final int BUFFER = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int limit;
    private int position;
    private int start;
    private int end;
    private long line;
    private boolean tooLong;

    Lines(InputStream in) {
        this.in = in;
    }

    /// Reads the next line; false at the end of the file.
    boolean next() throws IOException {
        start = position;
        tooLong = false;
        while (true) {
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            if (position < limit) {
                end = position++;
                break;
            }
            if (limit - start > LINE_BYTES_MAX) {
                tooLong = true;
                position = start;
                limit = start;
            }
            if (!fill()) {
                end = limit;
                if (start == limit && !tooLong) {
                    return false;
                }
                break;
            }
        }
        if (end > start && buffer[end - 1] == '\r') {
            end--;
        }
        line++;
        return true;
    }

    byte[] bytes() {
        return buffer;
    }

    int from() {
        return start;
    }

    int to() {
        return end;
    }

    /// The line's number, 1-based.
    long line() {
        return line;
    }

    /// Whether the line was longer than is read; what is left of it is without meaning.
    boolean isTooLong() {
        return tooLong;
    }

    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return !tooLong;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            position -= start;
            limit -= start;
            start = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            return false;
        }
        limit += count;
        return true;
    }
}
