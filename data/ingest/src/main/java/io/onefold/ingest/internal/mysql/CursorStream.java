package io.onefold.ingest.internal.mysql;

import io.onefold.ingest.internal.landing.RowWriter;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.Streams;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// One SELECT whose rows go into one landing file as they arrive.
final class CursorStream implements Streams.Stream {

    /// Rows that the driver holds at a time.
    private static final int FETCH = 4096;

    private final MySqlSession session;
    private final String sql;
    private final boolean[] texts;
    private final RowWriter rows;
    private final RowMeter meter;

    /// @param texts for each column, whether the driver gives it as bytes of UTF-8
    CursorStream(
            MySqlSession session, String sql, boolean[] texts, RowWriter rows, RowMeter meter) {
        this.session = session;
        this.sql = sql;
        this.texts = texts.clone();
        this.rows = rows;
        this.meter = meter;
    }

    @Override
    public void run() throws SQLException, IOException {
        boolean done = false;
        try (Statement statement =
                session.connection()
                        .createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery(sql)) {
                int sinceReport = 0;
                while (row.next()) {
                    write(row);
                    if (++sinceReport == RowMeter.STRIDE) {
                        meter.landed(sinceReport);
                        sinceReport = 0;
                    }
                }
                meter.landed(sinceReport);
                done = true;
            } finally {
                if (!done) {
                    // Otherwise closing would read the rest of the rows.
                    session.abort();
                }
            }
        }
    }

    @Override
    public void stop() {
        session.abort();
    }

    private void write(ResultSet row) throws SQLException, IOException {
        rows.begin();
        for (int i = 0; i < texts.length; i++) {
            if (texts[i]) {
                byte[] bytes = row.getBytes(i + 1);
                if (bytes == null) {
                    rows.putNull();
                } else {
                    rows.put(bytes);
                }
            } else {
                String text = row.getString(i + 1);
                if (text == null) {
                    rows.putNull();
                } else {
                    rows.put(text);
                }
            }
        }
        rows.end();
    }
}
