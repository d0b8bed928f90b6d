package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.GraphHold;
import io.onefold.catalog.GraphRun;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A graph is loaded by one at a time, and by nobody while the whole database is emptied.
final class GraphLockTest {

    private GraphFixture fixture;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        new Library(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aGraphThatIsBeingLoadedIsNotLoadedTwice() {
        String graph = fixture.spec().name();
        try (GraphHold _ = fixture.catalog.graphRuns().hold(graph)) {
            assertRefused(graph);
        }
        try (GraphHold _ = fixture.catalog.graphRuns().holdAll()) {
            assertRefused(graph);
        }
        try (GraphHold _ = fixture.catalog.graphRuns().hold("another")) {
            assertThat(fixture.loadDeep().changes()).isPositive();
            assertThatThrownBy(
                            () ->
                                    fixture.graphLoad()
                                            .clear(
                                                    new LoadOptions.Clear("neo4j", false),
                                                    fixture.context(GraphFixture.OPERATOR)))
                    .hasMessageContaining("the graph database is in use");
        }
        assertThat(fixture.loadDeep().changes()).isZero();
    }

    private void assertRefused(String graph) {
        assertThatThrownBy(() -> fixture.load(GraphRun.Mode.INCREMENTAL, fixture.options()))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining(graph)
                .hasMessageContaining("wait until that ends");
    }
}
