package io.onefold.server.internal.decisions;

import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookKit;
import org.junit.jupiter.api.AfterEach;

/// The book in PostgreSQL does what every book does.
final class BookInPostgresTest extends BookKit {

    private final DecisionsFixture onefold = new DecisionsFixture();

    @AfterEach
    void close() {
        onefold.close();
    }

    @Override
    protected Book book() {
        return onefold.decisions.rules();
    }
}
