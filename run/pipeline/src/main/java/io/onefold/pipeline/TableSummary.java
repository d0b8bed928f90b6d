package io.onefold.pipeline;

import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Status;
import io.onefold.quality.Balance;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a run did with one table of a silo.
///
/// @param dataset the table
/// @param status how it ended
/// @param balance where each row that was read went; null if the table did not get that far
/// @param written rows written to raw, trusted and quarantine
/// @param deleted keys that are gone from the silo
/// @param seconds how long ingest and check took
/// @param error why it failed or was skipped; null for one that succeeded
/// @param transientFailure whether it failed because something did not answer, so that another
///   attempt may help
public record TableSummary(
        DatasetName dataset,
        Status status,
        @Nullable Balance balance,
        long written,
        long deleted,
        double seconds,
        @Nullable String error,
        boolean transientFailure) {

    public TableSummary {
        Objects.requireNonNull(dataset);
        Objects.requireNonNull(status);
    }

    static TableSummary failed(DatasetName dataset, double seconds, OnefoldException failure) {
        return new TableSummary(
                dataset,
                Status.FAILED,
                null,
                0,
                0,
                seconds,
                String.valueOf(failure.getMessage()),
                failure.code() == ErrorCode.UNAVAILABLE);
    }

    static TableSummary skipped(DatasetName dataset, String reason) {
        return new TableSummary(dataset, Status.SKIPPED, null, 0, 0, 0, reason, false);
    }
}
