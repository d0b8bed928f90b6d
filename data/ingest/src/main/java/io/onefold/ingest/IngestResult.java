package io.onefold.ingest;

import io.onefold.model.DatasetName;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/// What one table's ingest did. Every row that was read is unchanged, a duplicate, quarantined or
/// appended.
///
/// @param dataset the table
/// @param mode which rows were read
/// @param read rows and lines that the silo gave
/// @param unchanged of those, known already, in raw or in quarantine
/// @param duplicates of those, identical repetitions within the batch
/// @param quarantined of those, set aside now
/// @param appended of those, new in raw
/// @param deletedDetected keys that are gone from the silo, marked in raw; outside the balance
/// @param columnsAdded columns that raw got in this run, those of its first load not among them
/// @param columnsGone columns of raw that the silo no longer has
/// @param notes what an operator should know, for example drift that was ignored
/// @param resumed whether this run had committed the table before, so that nothing was read now
/// @param rawSnapshot raw's snapshot after the run; empty for a table that never had a row
public record IngestResult(
        DatasetName dataset,
        Mode mode,
        long read,
        long unchanged,
        long duplicates,
        long quarantined,
        long appended,
        long deletedDetected,
        List<String> columnsAdded,
        List<String> columnsGone,
        List<String> notes,
        boolean resumed,
        OptionalLong rawSnapshot) {

    /// Which rows were read.
    public enum Mode {
        /// All rows.
        FULL,
        /// The rows whose watermark is new, with those in the lateness window.
        INCREMENTAL
    }

    public IngestResult {
        Objects.requireNonNull(dataset);
        Objects.requireNonNull(mode);
        columnsAdded = List.copyOf(columnsAdded);
        columnsGone = List.copyOf(columnsGone);
        notes = List.copyOf(notes);
        Objects.requireNonNull(rawSnapshot);
    }

    /// Rows that this run wrote, to raw or to quarantine.
    public long written() {
        return resumed ? 0 : quarantined + appended + deletedDetected;
    }

    /// The same, with raw's snapshot after the run.
    public IngestResult at(OptionalLong snapshot) {
        return new IngestResult(
                dataset,
                mode,
                read,
                unchanged,
                duplicates,
                quarantined,
                appended,
                deletedDetected,
                columnsAdded,
                columnsGone,
                notes,
                resumed,
                snapshot);
    }
}
