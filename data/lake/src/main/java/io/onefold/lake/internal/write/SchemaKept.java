package io.onefold.lake.internal.write;

import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;

/// Lets an append pass beside other commits, unless one of them changed the table's columns: its
/// files would bring back a column that was just dropped for good.
///
/// @param basis the snapshot that the append was prepared on, empty if there was none
/// @param schemaId the schema that its files were written with
record SchemaKept(OptionalLong basis, int schemaId) implements SnapshotAncestryValidator {

    @Override
    public boolean validate(Iterable<Snapshot> ancestorsNewestFirst) {
        for (Snapshot snapshot : ancestorsNewestFirst) {
            if (basis.isPresent() && snapshot.snapshotId() == basis.getAsLong()) {
                return true;
            }
            Integer schema = snapshot.schemaId();
            if (schema == null || schema != schemaId) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String errorMessage() {
        return "the table's columns were changed";
    }
}
