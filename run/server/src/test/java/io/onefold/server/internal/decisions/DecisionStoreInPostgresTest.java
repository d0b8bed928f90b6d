package io.onefold.server.internal.decisions;

import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.DecisionStoreKit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// The decision store in PostgreSQL does what every decision store does.
final class DecisionStoreInPostgresTest extends DecisionStoreKit {

    private final DecisionsFixture onefold = new DecisionsFixture();

    @AfterEach
    void close() {
        onefold.close();
    }

    @Override
    protected DecisionStore store() {
        onefold.decisions.plans().keep(new byte[32], List.of("one", "two", "three"));
        return onefold.decisions.store();
    }

    @Override
    protected Alerts alerts() {
        return onefold.decisions.alerts();
    }
}
