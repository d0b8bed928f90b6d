package io.onefold.pipeline;

import io.onefold.catalog.WorkflowSpec.Retry;
import io.onefold.graph.GraphResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The further attempts that a job has after failures.
final class JobAttempts {

    private static final String ON_TRANSIENT_ERROR = "OnTransientError";

    private final Retry retry;
    private int used;

    JobAttempts(Retry retry) {
        this.retry = retry;
    }

    /// Whether the job is tried again after what an attempt did; uses one attempt up.
    boolean again(List<TableSummary> tables, @Nullable GraphResult graph) {
        if (used >= retry.count()) {
            return false;
        }
        used++;
        return !retry.strategy().equals(ON_TRANSIENT_ERROR)
                || tables.stream().anyMatch(TableSummary::transientFailure)
                || (graph != null
                        && graph.failure() != null
                        && graph.failure().code().httpStatus() == 503);
    }
}
