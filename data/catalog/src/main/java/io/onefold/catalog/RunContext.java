package io.onefold.catalog;

import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;

/// What every stage needs to know of the run it is part of.
///
/// @param runId the run
/// @param principal who started it
/// @param clock the time
/// @param progress where a person sees how far it is
/// @param journal where the run log learns it
public record RunContext(
        UUID runId, Principal principal, Clock clock, Progress progress, RunJournal journal) {

    public RunContext {
        Objects.requireNonNull(runId);
        Objects.requireNonNull(principal);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(progress);
        Objects.requireNonNull(journal);
    }
}
