package io.onefold.lake.internal.write;

import io.onefold.lake.LakeSnapshot;
import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;

/// What must hold of a table's history at the moment a write commits; Iceberg asks again before
/// every retry.
///
/// The write must not be there already: when the database connection breaks after the commit and
/// before its answer, the retry would add the same files again. A pinned write needs the snapshot
/// that it was computed on to be current. Any other passes beside other commits, unless one of them
/// changed the columns: its files would bring back a column just dropped for good.
///
/// @param runId the write's run
/// @param item which of the run's writes it is
/// @param basis the snapshot that the write was prepared on, empty if there was none
/// @param pinned whether that snapshot must still be current
/// @param schemaId the schema that its files were written with
record CommitGuard(String runId, String item, OptionalLong basis, boolean pinned, int schemaId)
        implements SnapshotAncestryValidator {

    @Override
    public boolean validate(Iterable<Snapshot> ancestorsNewestFirst) {
        for (Snapshot snapshot : ancestorsNewestFirst) {
            if (basis.isPresent() && snapshot.snapshotId() == basis.getAsLong()) {
                return true;
            }
            Integer schema = snapshot.schemaId();
            if (pinned || isThisWrite(snapshot) || schema == null || schema != schemaId) {
                return false;
            }
        }
        return basis.isEmpty();
    }

    private boolean isThisWrite(Snapshot snapshot) {
        return runId.equals(snapshot.summary().get(LakeSnapshot.RUN_ID))
                && item.equals(snapshot.summary().get(LakeSnapshot.ITEM));
    }

    @Override
    public String errorMessage() {
        return "the table was changed in a way that this write cannot pass";
    }
}
