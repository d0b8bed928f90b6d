package io.onefold.embedded.internal.silo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Rows of CSV as the lines that MariaDB's LOAD DATA reads without doubt: tabs between fields, `\N`
/// for null, backslashes before what would be mistaken. Written while it is read.
final class CsvFields extends InputStream {

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final int delimiter;
    private final int width;
    private byte[] out = new byte[CHUNK];
    private int outStart;
    private int outEnd;
    private int ahead = -2;
    private boolean ended;
    private long rows;

    /// @param in CSV after its header line
    /// @param width how many fields a row has
    CsvFields(InputStream in, char delimiter, int width) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in, CHUNK);
        this.delimiter = delimiter;
        this.width = width;
    }

    /// The fields of the first line, from a stream that then stands at the second.
    static List<String> header(InputStream in, char delimiter) throws IOException {
        List<String> names = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        boolean quoted = false;
        int before = -1;
        for (int c = in.read(); c >= 0 && (quoted || c != '\n'); before = c, c = in.read()) {
            if (c == '"') {
                quoted = !quoted;
                if (quoted && before == '"') {
                    line.append('"'); // doubled inside a name
                }
            } else if (c == delimiter && !quoted) {
                names.add(utf8(line));
                line.setLength(0);
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
        names.add(utf8(line));
        return names;
    }

    private static String utf8(StringBuilder bytes) {
        String text =
                new String(
                        bytes.toString().getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// Rows read so far.
    long rows() {
        return rows;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (outStart == outEnd && !ended) {
            outStart = 0;
            outEnd = 0;
            while (!ended && outEnd < CHUNK / 2) {
                row();
            }
        }
        if (outStart == outEnd) {
            return -1;
        }
        int count = Math.min(length, outEnd - outStart);
        System.arraycopy(out, outStart, target, offset, count);
        outStart += count;
        return count;
    }

    private void row() throws IOException {
        if (peek() < 0) {
            ended = true;
            return;
        }
        int fields = 1;
        int end = field();
        while (end == delimiter) {
            put('\t');
            end = field();
            fields++;
        }
        put('\n');
        rows++;
        if (fields != width) {
            throw new IOException(
                    "row "
                            + rows
                            + " has "
                            + fields
                            + " fields; expected "
                            + width
                            + ", as the header has");
        }
    }

    /// Copies a field.
    ///
    /// @return what ended it: the delimiter, a line feed or -1
    private int field() throws IOException {
        int start = outEnd;
        boolean wasQuoted = peek() == '"';
        int end = wasQuoted ? quotedField() : plainField();
        if (outEnd == start && !wasQuoted) {
            put('\\');
            put('N');
        }
        return end;
    }

    private int plainField() throws IOException {
        int c = next();
        while (c >= 0 && c != delimiter && c != '\n') {
            if (c != '\r' || peek() != '\n') {
                escaped(c);
            }
            c = next();
        }
        return c;
    }

    private int quotedField() throws IOException {
        next();
        while (true) {
            int c = next();
            if (c < 0) {
                throw new IOException(
                        "the quoted text that row " + (rows + 1) + " opens is never closed");
            }
            if (c != '"') {
                escaped(c);
            } else if (peek() == '"') {
                escaped(next());
            } else {
                return plainField();
            }
        }
    }

    private void escaped(int c) {
        switch (c) {
            case '\t' -> pair('t');
            case '\n' -> pair('n');
            case '\r' -> pair('r');
            case '\\' -> pair('\\');
            case 0 -> pair('0');
            default -> put(c);
        }
    }

    private void pair(int c) {
        put('\\');
        put(c);
    }

    private void put(int c) {
        if (outEnd == out.length) {
            out = java.util.Arrays.copyOf(out, out.length * 2);
        }
        out[outEnd++] = (byte) c;
    }

    private int next() throws IOException {
        if (ahead != -2) {
            int c = ahead;
            ahead = -2;
            return c;
        }
        return in.read();
    }

    private int peek() throws IOException {
        if (ahead == -2) {
            ahead = in.read();
        }
        return ahead;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
