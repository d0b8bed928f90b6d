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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Attaches the datasets that a contract refers to.
final class ReferencedDatasets {

    private ReferencedDatasets() {}

    /// @throws OnefoldException (RUN_FAILED) naming a dataset that was never checked
    static SortedMap<DatasetName, Referenced> attach(
            Lake lake, LakeSession session, DatasetContract contract) {
        SortedMap<DatasetName, Referenced> referenced = new TreeMap<>();
        for (DatasetName dataset : contract.referencedDatasets()) {
            LakeTable trusted =
                    lake.find(dataset.in(Layer.TRUSTED))
                            .orElseThrow(
                                    () ->
                                            new OnefoldException(
                                                    ErrorCode.RUN_FAILED,
                                                    "contract '"
                                                            + contract.id()
                                                            + "' refers to "
                                                            + dataset
                                                            + ", which was never checked; run its source first, or in the same workflow before this one"));
            Optional<LakeTable> quarantine = lake.find(dataset.in(Layer.QUARANTINE));
            String version =
                    rowsVersion(trusted)
                            + "/"
                            + quarantine.map(ReferencedDatasets::rowsVersion).orElse("");
            referenced.put(
                    dataset,
                    new Referenced(
                            attach(session, trusted.name()),
                            quarantine.map(table -> attach(session, table.name())),
                            State.sources(trusted),
                            version));
        }
        return referenced;
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
