package io.onefold.fraud.memory;

import io.onefold.fraud.port.Suppression;
import io.onefold.fraud.port.Suppressions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Keeps remembered false positives in memory, for tests.
public final class MemorySuppressions implements Suppressions {

    private final List<Suppression> all = new ArrayList<>();

    @Override
    public synchronized long edition() {
        return all.size();
    }

    @Override
    public synchronized List<Suppression> current(Instant at) {
        return all.stream().filter(one -> at.isBefore(one.expiresAt())).toList();
    }

    @Override
    public synchronized Suppression add(Suppression s) {
        Suppression kept =
                new Suppression(
                        all.size() + 1L,
                        s.tenant(),
                        s.userId(),
                        s.reason(),
                        s.merchantId(),
                        s.alertId(),
                        s.expiresAt());
        all.add(kept);
        return kept;
    }
}
