package io.onefold.catalog;

import io.onefold.model.run.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the run log says of one run.
///
/// @param id the run
/// @param workflow what ran
/// @param status how it stands
/// @param principal who started it
/// @param startedAt when it began
/// @param endedAt when it ended; null: it has not
/// @param heartbeatAt when it last gave a sign of life
/// @param cancelRequestedBy who asked it to stop; null: nobody
/// @param error why it failed; null: it did not
public record RunRecord(
        UUID id,
        String workflow,
        Status status,
        String principal,
        Instant startedAt,
        @Nullable Instant endedAt,
        Instant heartbeatAt,
        @Nullable String cancelRequestedBy,
        @Nullable String error) {

    public RunRecord {
        Objects.requireNonNull(id);
        Objects.requireNonNull(workflow);
        Objects.requireNonNull(status);
        Objects.requireNonNull(principal);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(heartbeatAt);
    }

    /// How long it took; empty while it runs.
    public Optional<Duration> duration() {
        return endedAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(startedAt, endedAt));
    }
}
