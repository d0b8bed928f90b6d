package io.onefold.ingest.internal.silo;

import io.onefold.lake.RowSource;
import io.onefold.model.Column;
import java.util.List;

/// Rows of a table that go from the silo straight into the engine, in no landing file. They cannot
/// be sorted on the way: a row with a value that does not fit breaks the feed, and the table is
/// then landed.
public interface SiloFeed extends AutoCloseable {

    /// The columns of the sources.
    List<Column> columns();

    /// Where the rows come from, each to be read to its end, on any thread.
    List<RowSource> sources();

    /// A SELECT of the rows in the lake's names and types, with `_row_hash`, `_source` and
    /// `_source_row`. It leaves rows out where a value does not fit.
    ///
    /// @param relation the sources' rows, as the engine names them
    String select(String relation);

    /// How many rows the silo gave so far.
    long rows();

    /// What those rows are, whatever their order.
    String digest();

    /// Throws why a source failed, in an operator's words; does nothing if none did, or only for a
    /// value that does not fit.
    void throwFailure();

    /// Ends the connections.
    @Override
    void close();
}
