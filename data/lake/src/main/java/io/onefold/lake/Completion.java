package io.onefold.lake;

import java.util.Map;
import java.util.Optional;

/// What a stage says about an append whose rows lie in files that no commit names yet.
@FunctionalInterface
public interface Completion {

    /// Looks at what was written.
    ///
    /// @param rows how many rows
    /// @param relation what to put behind FROM, on the same session, to read them
    /// @return what comes into the snapshot summary, over the write's own; empty if nothing is to
    ///   be committed
    Optional<Map<String, String>> of(long rows, String relation);
}
