package io.onefold.synth.internal.output;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows as INSERT statements of at most 500 rows, standard SQL literals only.
final class SqlRows implements RowWriter {

    private static final int ROWS_PER_STATEMENT = 500;

    private final TextBuffer buffer = new TextBuffer();
    private final Table table;
    private int rows;
    private boolean first = true;

    SqlRows(Table table) {
        this.table = table;
    }

    @Override
    public RowWriter text(@Nullable String value) {
        separate();
        if (value == null) {
            buffer.text("null");
        } else {
            buffer.ascii('\'').text(value.replace("'", "''")).ascii('\'');
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
        buffer.text(value == null ? "null" : value.toString());
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
        buffer.ascii('\'').uuid(value).ascii('\'');
        return this;
    }

    @Override
    public RowWriter date(@Nullable LocalDate value) {
        separate();
        if (value == null) {
            buffer.text("null");
        } else {
            buffer.ascii('\'').date(value).ascii('\'');
        }
        return this;
    }

    @Override
    public RowWriter instant(@Nullable Instant value) {
        separate();
        if (value == null) {
            buffer.text("null");
        } else {
            buffer.ascii('\'').instant(value).ascii('\'');
        }
        return this;
    }

    @Override
    public void endRow() {
        buffer.ascii(')');
        first = true;
        rows++;
        if (rows == ROWS_PER_STATEMENT) {
            endStatement();
        }
    }

    @Override
    public byte[] take() {
        if (rows > 0) {
            endStatement();
        }
        return buffer.take();
    }

    private void endStatement() {
        buffer.text(";\n");
        rows = 0;
    }

    private void separate() {
        if (!first) {
            buffer.text(", ");
            return;
        }
        first = false;
        if (rows == 0) {
            buffer.text("insert into " + table.name() + " (" + table.columnList() + ") values\n(");
        } else {
            buffer.text(",\n(");
        }
    }
}
