package io.onefold.ingest.internal.silo;

/// Where a reader says how far it is. Called from the threads that read, every few thousand rows.
@FunctionalInterface
public interface RowMeter {

    /// Rows between two calls, about.
    int STRIDE = 8192;

    /// Counts nothing.
    RowMeter NONE = rows -> {};

    /// Takes note of rows that landed; throws to stop the read.
    void landed(long rows);
}
