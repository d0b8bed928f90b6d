package io.onefold.ingest.internal.landing;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Writes lines that are no rows into a landing file: which rule each broke, and the line itself
/// unless it may hold what must never be stored.
public final class RejectWriter {

    /// Bytes of a line that are kept.
    private static final int LINE_BYTES_MAX = 1 << 20;

    private final RowWriter out;
    private final boolean keepLines;

    /// @param keepLines whether lines may be stored; false where columns are excluded, as a line
    ///   that cannot be cut into columns may hold their values
    public RejectWriter(RowWriter out, boolean keepLines) {
        this.out = out;
        this.keepLines = keepLines;
    }

    /// Sets a line aside.
    ///
    /// @param file the file's number, 1-based
    /// @param row the line's number in it, 1-based
    /// @param rule the rule that it broke, for example `width`
    /// @param expected what was expected; never a value
    /// @param line the bytes that hold the line, from `from` to `to`; what is no UTF-8 is shown as
    ///   `\xHH`
    public void reject(
            int file,
            long row,
            String rule,
            @Nullable String column,
            String expected,
            byte[] line,
            int from,
            int to)
            throws IOException {
        out.begin(file, row);
        out.put(rule);
        if (column == null) {
            out.putNull();
        } else {
            out.put(column);
        }
        out.put(expected);
        if (keepLines) {
            out.put(Utf8.shown(line, from, Math.min(to, from + LINE_BYTES_MAX)));
        } else {
            out.put("line " + row + " of file " + file + " is not stored: columns are excluded");
        }
        out.end();
    }
}
