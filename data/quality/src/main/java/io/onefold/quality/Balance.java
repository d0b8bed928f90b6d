package io.onefold.quality;

import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Objects;

/// The account of one dataset in one run: every row that was read is in exactly one of the other
/// figures, so nothing is dropped silently. The figures come from two stages that count for
/// themselves; that they agree is a finding, not a definition.
///
/// @param dataset the dataset
/// @param read rows that the silo gave
/// @param unchanged of those, rows already in raw (ingest)
/// @param duplicates of those, identical repetitions within the batch (ingest)
/// @param superseded of those, versions that a newer one of the same key left behind (check)
/// @param quarantined of those, rows rejected by ingest or by the check
/// @param trusted of those, rows that the trusted table holds (check)
public record Balance(
        DatasetName dataset,
        long read,
        long unchanged,
        long duplicates,
        long superseded,
        long quarantined,
        long trusted) {

    public Balance {
        Objects.requireNonNull(dataset);
    }

    /// The account of what ingest counted and what the check found.
    ///
    /// @param rejected rows that ingest put into quarantine: unkeyed, conflicting, malformed
    public static Balance of(
            CheckResult check, long read, long unchanged, long duplicates, long rejected) {
        return new Balance(
                check.dataset(),
                read,
                unchanged,
                duplicates,
                check.superseded(),
                rejected + check.quarantined(),
                check.trusted());
    }

    /// Whether every row read is accounted for once.
    public boolean holds() {
        return read == accounted();
    }

    /// Ends the run that does not balance.
    ///
    /// @throws OnefoldException (CHECK_FAILED) with every figure and the difference
    public void require() {
        if (!holds()) {
            throw new OnefoldException(
                    ErrorCode.CHECK_FAILED,
                    dataset
                            + " does not balance: "
                            + this
                            + ", difference "
                            + (read - accounted())
                            + "; the run is failed, its tables stay as they are. Run it again; if it fails again, keep the run's"
                            + " log and report a defect");
        }
    }

    private long accounted() {
        return unchanged + duplicates + superseded + quarantined + trusted;
    }

    /// The account as a line, for example `read 10 = unchanged 0 + duplicates 1 + …`.
    @Override
    public String toString() {
        return "read "
                + read
                + (holds() ? " = " : " ≠ ")
                + "unchanged "
                + unchanged
                + " + duplicates "
                + duplicates
                + " + superseded "
                + superseded
                + " + quarantined "
                + quarantined
                + " + trusted "
                + trusted;
    }
}
