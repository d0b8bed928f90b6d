package io.onefold.server.internal.decisions;

import io.onefold.fraud.port.ReviewKit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// What is reviewed in PostgreSQL is kept as every keeper keeps it.
final class ReviewInPostgresTest extends ReviewKit {

    private final DecisionsFixture onefold = new DecisionsFixture();

    @AfterEach
    void close() {
        onefold.close();
    }

    @Override
    protected Ports ports() {
        onefold.decisions.plans().keep(new byte[32], List.of("one", "two", "three"));
        return new Ports(
                onefold.decisions.store(),
                onefold.decisions.alerts(),
                onefold.decisions.cases(),
                onefold.decisions.labels(),
                onefold.decisions.lists(),
                onefold.decisions.suppressions());
    }
}
