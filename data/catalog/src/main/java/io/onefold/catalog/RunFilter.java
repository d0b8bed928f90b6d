package io.onefold.catalog;

import io.onefold.model.run.Status;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which runs a list holds, newest first.
///
/// @param workflow only of this workflow; null: of all
/// @param status only in this status; null: in all
/// @param unrepairedOnly only failed runs after which the same workflow has not succeeded
/// @param olderThan only runs older than this one, the last of the page before; null: from the
///   newest
/// @param limit how many, 1 to 1,000
public record RunFilter(
        @Nullable String workflow,
        @Nullable Status status,
        boolean unrepairedOnly,
        @Nullable UUID olderThan,
        int limit) {

    private static final int LIMIT_MAX = 1_000;

    public RunFilter {
        limit = Math.clamp(limit, 1, LIMIT_MAX);
    }

    /// The newest runs of all workflows.
    public static RunFilter newest(int limit) {
        return new RunFilter(null, null, false, null, limit);
    }

    /// The newest runs of one workflow.
    public static RunFilter of(String workflow, int limit) {
        return new RunFilter(Objects.requireNonNull(workflow), null, false, null, limit);
    }

    Optional<String> statusName() {
        return Optional.ofNullable(status).map(Status::wireName);
    }
}
