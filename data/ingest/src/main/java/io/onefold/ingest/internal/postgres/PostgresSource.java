package io.onefold.ingest.internal.postgres;

import io.onefold.ingest.internal.landing.RowHash;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.lake.RowBatch;
import io.onefold.lake.RowSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One COPY whose rows go into batches of the engine. The connection is opened with the first batch
/// and closed after the last.
final class PostgresSource implements RowSource {

    /// Bytes of rows from which on a batch is full, however few rows it has.
    private static final int BATCH_BYTES = 4 << 20;

    private final CopyPart part;
    private final FieldValue[] fields;
    private final PostgresFeed.Sessions sessions;
    private final RowMeter meter;
    private final Consumer<Throwable> failed;
    private final RowHash hash = new RowHash();

    private volatile @Nullable PostgresSession session;
    private @Nullable BinaryRows rows;

    /// @param typed the columns that are handed over as values of their type; empty for texts
    /// @param failed told why this failed, unless a value does not fit
    PostgresSource(
            CopyPart part,
            List<Optional<SiloColumn>> typed,
            PostgresFeed.Sessions sessions,
            RowMeter meter,
            Consumer<Throwable> failed) {
        this.part = part;
        this.sessions = sessions;
        this.meter = meter;
        this.failed = failed;
        this.fields = new FieldValue[typed.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = FieldValue.of(part.wires().get(i), typed.get(i).orElse(null));
        }
    }

    RowHash hash() {
        return hash;
    }

    @Override
    public int next(RowBatch batch) throws Exception {
        try {
            int count = fill(opened(), batch);
            meter.landed(count);
            if (count == 0) {
                close();
            }
            return count;
        } catch (Misfit e) {
            throw e;
        } catch (Exception e) {
            failed.accept(e);
            throw e;
        } catch (Error e) {
            failed.accept(e);
            throw new IllegalStateException("the rows could not be made", e);
        }
    }

    private BinaryRows opened() throws SQLException {
        BinaryRows now = rows;
        if (now == null) {
            PostgresSession own = sessions.open();
            session = own;
            now = new BinaryRows(own, part.sql());
            rows = now;
        }
        return now;
    }

    private int fill(BinaryRows from, RowBatch batch) throws SQLException, Misfit {
        int count = 0;
        long bytes = 0;
        int room = batch.capacity();
        while (count < room && bytes < BATCH_BYTES && from.next()) {
            bytes += from.bytes().length;
            put(from, batch, count);
            count++;
        }
        return count;
    }

    private void put(BinaryRows row, RowBatch batch, int at) throws Misfit {
        byte[] bytes = row.bytes();
        int from = row.from();
        int last = from;
        for (int i = 0; i < fields.length; i++) {
            int length = Binary.int4(bytes, from);
            from += Integer.BYTES;
            if (length < 0) {
                batch.setNull(i, at);
            } else {
                fields[i].put(bytes, from, length, batch, i, at);
                from += length;
                last = from;
            }
        }
        hash.of(bytes, row.from(), last);
        byte[] letters = new byte[RowHash.LETTERS];
        hash.spell(letters, 0);
        batch.setText(fields.length, at, letters);
    }

    /// Makes a running [#next] fail soon. Called from any thread.
    void abort() {
        PostgresSession open = session;
        if (open != null) {
            open.abort();
        }
    }

    void close() {
        PostgresSession open = session;
        if (open != null) {
            if (rows != null && rows.isActive()) {
                open.abort();
            }
            open.close();
            session = null;
        }
    }
}
