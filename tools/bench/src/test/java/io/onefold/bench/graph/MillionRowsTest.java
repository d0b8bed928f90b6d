package io.onefold.bench.graph;

import io.onefold.catalog.GraphRun.Mode;
import io.onefold.graph.LoadOptions;
import io.onefold.model.run.Progress;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of the graph about rates: a million nodes and two million relationships between them, in
/// bulk and over Bolt. Rates are printed beside their bounds; that all arrived, the load itself
/// requires.
@Tag("long")
class MillionRowsTest {

    private static final UnaryOperator<LoadOptions> FOUR_WRITERS = options -> options.withShards(4);

    @TempDir Path folder;

    private Town town;

    @BeforeEach
    void fillTheLake() {
        town = Town.fill(folder, 1_000_000);
    }

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    @Tag("graph-7")
    void aMillionRowsLoadInBulk() {
        long begun = System.nanoTime();
        town.load(Mode.BULK, FOUR_WRITERS, Progress.SILENT);
        System.out.printf(
                "graph-7: %,d nodes and relationships in bulk, constraints and counts included: %.1f s (bound 60 s)%n",
                town.size(), (System.nanoTime() - begun) / 1e9);
    }

    @Test
    @Tag("graph-8")
    void fourWritersLoadAMillionRowsOverBolt() {
        Stopwatch watch = new Stopwatch();
        town.load(Mode.FULL, FOUR_WRITERS, watch);
        watch.laps.forEach(
                (task, lap) ->
                        System.out.printf(
                                "graph-8: %s: %,d in %.1f s, %,.0f a second (bounds: 20,000 nodes, 15,000 relationships)%n",
                                task, lap.units(), lap.seconds(), lap.rate()));
    }
}
