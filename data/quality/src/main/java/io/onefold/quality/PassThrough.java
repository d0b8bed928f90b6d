package io.onefold.quality;

import io.onefold.lake.Lake;
import io.onefold.lake.LakeTable;
import io.onefold.model.Column;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.DatasetContract;
import io.onefold.quality.internal.Shape;
import java.util.List;

/// Makes the contract of a dataset that has none.
final class PassThrough {

    private PassThrough() {}

    static DatasetContract of(Lake lake, DatasetName dataset, List<String> key) {
        LakeTable raw =
                lake.find(dataset.in(Layer.RAW))
                        .orElseThrow(
                                () ->
                                        new OnefoldException(
                                                ErrorCode.NOT_FOUND,
                                                dataset
                                                        + " was never ingested; run a workflow with its source first"));
        List<Column> business = Shape.business(raw.columns());
        return DatasetContract.passThrough(dataset, business, key);
    }
}
