package io.onefold.ingest.internal;

import io.onefold.ingest.internal.silo.RowMeter;

/// Counts each row of a table once, however often it is read. Safe for several threads.
final class ReadMeter implements RowMeter {

    private final RowMeter rows;
    private long counted;
    private long toSkip;

    ReadMeter(RowMeter rows) {
        this.rows = rows;
    }

    /// The table is read again from its beginning.
    synchronized void again() {
        toSkip = counted;
    }

    @Override
    public void landed(long count) {
        long fresh = fresh(count);
        if (fresh > 0) {
            rows.landed(fresh);
        }
    }

    private synchronized long fresh(long count) {
        long known = Math.min(toSkip, count);
        toSkip -= known;
        counted += count - known;
        return count - known;
    }
}
