package io.onefold.catalog;

import io.onefold.model.run.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the run log says of one item of a run.
///
/// @param runId the run
/// @param stage the stage it belongs to
/// @param item what was worked on
/// @param status how it stands
/// @param startedAt when it began; null: it was skipped
/// @param endedAt when it ended; null: it has not
/// @param counts what it counted; what is missing is unknown
/// @param facts what the stage noted
/// @param error why it failed or was skipped; null: neither
public record RunItemRecord(
        UUID runId,
        String stage,
        String item,
        Status status,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Map<Counter, Long> counts,
        Map<String, String> facts,
        @Nullable String error) {

    public RunItemRecord {
        Objects.requireNonNull(runId);
        Objects.requireNonNull(stage);
        Objects.requireNonNull(item);
        Objects.requireNonNull(status);
        counts = Map.copyOf(counts);
        facts = Map.copyOf(facts);
    }

    public OptionalLong count(Counter counter) {
        Long count = counts.get(counter);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /// How long it took; empty while it runs, or if it was skipped.
    public Optional<Duration> duration() {
        return startedAt == null || endedAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(startedAt, endedAt));
    }
}
