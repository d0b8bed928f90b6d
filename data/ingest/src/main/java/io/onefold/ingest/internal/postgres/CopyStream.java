package io.onefold.ingest.internal.postgres;

import io.onefold.catalog.JdbcAddress;
import io.onefold.ingest.internal.landing.RowWriter;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.Streams;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One COPY whose rows go into one landing file as they arrive.
final class CopyStream implements Streams.Stream {

    private final CopyPart part;
    private final RowWriter rows;
    private final @Nullable RowWriter rejects;
    private final RowMeter meter;
    private final Spelling spelling = new Spelling();

    private @Nullable PostgresSession given;
    private @Nullable JdbcAddress address;
    private @Nullable String snapshot;
    private volatile @Nullable PostgresSession running;
    private volatile boolean stopped;

    /// @param rejects where rows go that are no UTF-8; null: the server vouches for its text
    CopyStream(CopyPart part, RowWriter rows, @Nullable RowWriter rejects, RowMeter meter) {
        this.part = part;
        this.rows = rows;
        this.rejects = rejects;
        this.meter = meter;
    }

    /// Reads on a session that is open.
    void on(PostgresSession session) {
        this.given = session;
    }

    /// Reads on a connection of its own that joins a snapshot.
    void on(JdbcAddress address, String snapshot) {
        this.address = address;
        this.snapshot = snapshot;
    }

    @Override
    public void run() throws SQLException, IOException {
        PostgresSession session = given;
        if (session != null) {
            copy(session);
            return;
        }
        try (PostgresSession own =
                PostgresSession.begin(Objects.requireNonNull(address), snapshot)) {
            running = own;
            if (!stopped) {
                copy(own);
            }
        }
    }

    @Override
    public void stop() {
        stopped = true;
        PostgresSession session = running;
        if (session != null) {
            session.abort();
        }
    }

    private void copy(PostgresSession session) throws SQLException, IOException {
        BinaryRows copy = new BinaryRows(session, part.sql());
        try {
            int sinceReport = 0;
            while (copy.next()) {
                write(copy);
                if (++sinceReport == RowMeter.STRIDE) {
                    meter.landed(sinceReport);
                    sinceReport = 0;
                }
            }
            meter.landed(sinceReport);
        } finally {
            if (copy.isActive()) {
                session.abort();
            }
        }
    }

    private void write(BinaryRows row) throws IOException {
        byte[] bytes = row.bytes();
        rows.begin();
        int at = row.from();
        int last = at;
        for (int i = 0; i < row.fields(); i++) {
            int length = Binary.int4(bytes, at);
            at += Integer.BYTES;
            if (length < 0) {
                rows.putNull();
            } else {
                put(part.wires().get(i), bytes, at, length);
                at += length;
                last = at;
            }
        }
        if (rejects != null && !rows.isText()) {
            rejects.begin(1, rejects.rows() + 1);
            rejects.put("encoding");
            rejects.putNull();
            rejects.put("text in UTF-8");
            rejects.put(rows.shown());
            rejects.end();
            rows.undo();
            return;
        }
        rows.end(bytes, row.from(), last);
    }

    private void put(Wire wire, byte[] bytes, int at, int length) {
        switch (wire) {
            case TEXT -> rows.put(bytes, at, at + length);
            case JSONB -> rows.put(bytes, at + 1, at + length);
            default -> {
                Ascii text = spelling.of(wire, bytes, at, length);
                rows.put(text.letters(), 0, text.length());
            }
        }
    }
}
