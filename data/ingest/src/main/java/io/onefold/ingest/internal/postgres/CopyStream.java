package io.onefold.ingest.internal.postgres;

import io.onefold.catalog.JdbcAddress;
import io.onefold.ingest.internal.landing.RowWriter;
import io.onefold.ingest.internal.landing.Utf8;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.Streams;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// One COPY whose rows go into one landing file as they arrive: a message of the protocol is a row.
final class CopyStream implements Streams.Stream {

    private final String sql;
    private final RowWriter rows;
    private final @Nullable RowWriter rejects;
    private final RowMeter meter;

    private @Nullable PostgresSession given;
    private @Nullable JdbcAddress address;
    private @Nullable String snapshot;
    private volatile @Nullable PostgresSession running;
    private volatile boolean stopped;

    /// @param rejects where rows go that are no UTF-8; null: the server vouches for its text
    CopyStream(String sql, RowWriter rows, @Nullable RowWriter rejects, RowMeter meter) {
        this.sql = sql;
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
        CopyOut copy = session.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        try {
            int sinceReport = 0;
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                write(line, line.length - 1);
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

    private void write(byte[] line, int length) throws IOException {
        if (rejects != null && !Utf8.isValid(line, 0, length)) {
            rejects.begin(1, rejects.rows() + 1);
            rejects.put("encoding");
            rejects.putNull();
            rejects.put("text in UTF-8");
            rejects.put(Utf8.shown(line, 0, length));
            rejects.end();
            return;
        }
        rows.begin();
        rows.putLine(line, length);
        rows.end();
    }
}
