package io.onefold.fraud.port;

import java.time.Instant;
import java.util.List;

/// Where remembered false positives are kept.
public interface Suppressions {

    /// A number that changes whenever one was added.
    long edition();

    /// All that hold at a time, of every tenant.
    List<Suppression> current(Instant at);

    Suppression add(Suppression suppression);
}
