package io.onefold.ingest.internal.silo;

import io.onefold.ingest.internal.landing.Landed;
import io.onefold.ingest.internal.landing.LandingFolder;
import io.onefold.ingest.internal.landing.SiloColumn;
import java.util.List;
import java.util.Optional;

/// One table of a silo, held open at one moment: everything it answers is of the same snapshot.
///
/// Its failures are `OnefoldException`s that name the silo and the table, never a value or a
/// secret.
public interface SiloReader extends AutoCloseable {

    /// What the table looks like now.
    SiloTable describe();

    /// Lands the planned rows in files of a folder.
    ///
    /// @param meter told how many rows have landed; it stops the read by throwing
    Landed read(ReadPlan plan, LandingFolder folder, RowMeter meter);

    /// The planned rows on their way into the engine without being landed, for a table that is
    /// loaded for the first time; empty if the reader cannot, or it is not worth it.
    ///
    /// @param meter as with [#read]
    default Optional<SiloFeed> feed(ReadPlan plan, RowMeter meter) {
        return Optional.empty();
    }

    /// Lands the key columns of all rows, to find out which rows are gone.
    ///
    /// @param key the key columns
    Landed readKeys(List<SiloColumn> key, LandingFolder folder, RowMeter meter);

    @Override
    void close();
}
