package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeSnapshot;
import io.onefold.lake.LakeTable;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.contract.DatasetContract;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Attaches the datasets that a contract refers to.
final class ReferencedDatasets {

    private ReferencedDatasets() {}

    /// A dataset that was ingested and never checked knows nothing yet: datasets that refer to each
    /// other in a circle have to begin somewhere, and the next check sees what it has become.
    ///
    /// @throws OnefoldException (RUN_FAILED) naming a dataset that was never ingested
    static SortedMap<DatasetName, Referenced> attach(
            Lake lake, LakeSession session, DatasetContract contract) {
        SortedMap<DatasetName, Referenced> referenced = new TreeMap<>();
        for (DatasetName dataset : contract.referencedDatasets()) {
            Optional<LakeTable> trusted = lake.find(dataset.in(Layer.TRUSTED));
            Optional<LakeTable> quarantine = lake.find(dataset.in(Layer.QUARANTINE));
            if (trusted.isEmpty() && lake.find(dataset.in(Layer.RAW)).isEmpty()) {
                throw new OnefoldException(
                        ErrorCode.RUN_FAILED,
                        "contract '"
                                + contract.id()
                                + "' refers to "
                                + dataset
                                + ", which was never ingested; run its source first, or in the same workflow before this one");
            }
            String version = version(trusted) + "/" + version(quarantine);
            referenced.put(
                    dataset,
                    new Referenced(
                            trusted.map(table -> attach(session, table.name())),
                            quarantine.map(table -> attach(session, table.name())),
                            trusted.map(State::sources).orElse(Map.of()),
                            version));
        }
        return referenced;
    }

    private static String version(Optional<LakeTable> table) {
        return table.map(ReferencedDatasets::rowsVersion).orElse("");
    }

    private static String attach(LakeSession session, TableName table) {
        session.attach(table);
        return DuckSql.table(table);
    }

    /// The newest snapshot that changed rows; others only carried a stage's state on.
    private static String rowsVersion(LakeTable table) {
        return table.history().reversed().stream()
                .filter(ReferencedDatasets::changesRows)
                .map(snapshot -> Long.toString(snapshot.id()))
                .findFirst()
                .orElse("");
    }

    private static boolean changesRows(LakeSnapshot snapshot) {
        String none = "0";
        return !none.equals(snapshot.summary().getOrDefault(LakeSnapshot.ROWS_ADDED, none))
                || !none.equals(snapshot.summary().getOrDefault(LakeSnapshot.ROWS_REMOVED, none));
    }
}
