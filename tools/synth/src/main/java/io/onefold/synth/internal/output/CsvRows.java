package io.onefold.synth.internal.output;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows as PostgreSQL's COPY … CSV reads them: an empty field is null, an empty text is quoted.
final class CsvRows implements RowWriter {

    private final TextBuffer buffer = new TextBuffer();
    private boolean first = true;

    @Override
    public RowWriter text(@Nullable String value) {
        separate();
        if (value == null) {
            return this;
        }
        if (needsQuotes(value)) {
            buffer.ascii('"').text(value.replace("\"", "\"\"")).ascii('"');
        } else {
            buffer.text(value);
        }
        return this;
    }

    @Override
    public RowWriter number(long value) {
        separate();
        buffer.number(value);
        return this;
    }

    @Override
    public RowWriter numberOrNull(@Nullable Integer value) {
        separate();
        if (value != null) {
            buffer.number(value);
        }
        return this;
    }

    @Override
    public RowWriter hundredths(long minor) {
        separate();
        buffer.hundredths(minor);
        return this;
    }

    @Override
    public RowWriter uuid(UUID value) {
        separate();
        buffer.uuid(value);
        return this;
    }

    @Override
    public RowWriter date(@Nullable LocalDate value) {
        separate();
        if (value != null) {
            buffer.date(value);
        }
        return this;
    }

    @Override
    public RowWriter instant(@Nullable Instant value) {
        separate();
        if (value != null) {
            buffer.instant(value);
        }
        return this;
    }

    @Override
    public void endRow() {
        buffer.ascii('\n');
        first = true;
    }

    @Override
    public byte[] take() {
        return buffer.take();
    }

    private void separate() {
        if (!first) {
            buffer.ascii(',');
        }
        first = false;
    }

    private static boolean needsQuotes(String value) {
        if (value.isEmpty() || value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ') {
            return true;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\\') {
                return true;
            }
        }
        return false;
    }
}
