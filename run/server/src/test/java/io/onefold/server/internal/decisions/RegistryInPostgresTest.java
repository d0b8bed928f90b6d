package io.onefold.server.internal.decisions;

import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelRegistryKit;
import org.junit.jupiter.api.AfterEach;

/// The registry in PostgreSQL does what every registry does.
final class RegistryInPostgresTest extends ModelRegistryKit {

    private final DecisionsFixture onefold = new DecisionsFixture();

    @AfterEach
    void close() {
        onefold.close();
    }

    @Override
    protected ModelRegistry emptyRegistry() {
        return onefold.decisions.models();
    }
}
