package io.onefold.lake.internal.write;

import java.util.Iterator;
import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;

/// Lets a commit pass only when the snapshot it was computed on is still the current one.
///
/// @param basis that snapshot, empty for a table that had none
public record UnchangedSince(OptionalLong basis) implements SnapshotAncestryValidator {

    @Override
    public boolean validate(Iterable<Snapshot> ancestorsNewestFirst) {
        Iterator<Snapshot> ancestors = ancestorsNewestFirst.iterator();
        return basis.isPresent()
                ? ancestors.hasNext() && ancestors.next().snapshotId() == basis.getAsLong()
                : !ancestors.hasNext();
    }

    @Override
    public String errorMessage() {
        return "the table is not at snapshot " + basis + " any more";
    }
}
