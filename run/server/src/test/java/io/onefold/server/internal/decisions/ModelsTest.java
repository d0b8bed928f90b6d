package io.onefold.server.internal.decisions;

import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelRegistryKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// The registry in PostgreSQL does what every registry does.
final class ModelsTest extends ModelRegistryKit {

    private final List<DecisionsFixture> opened = new ArrayList<>();

    @Override
    protected ModelRegistry emptyRegistry() {
        DecisionsFixture onefold = new DecisionsFixture();
        opened.add(onefold);
        return onefold.decisions.models();
    }

    @AfterEach
    void close() {
        opened.forEach(DecisionsFixture::close);
    }
}
