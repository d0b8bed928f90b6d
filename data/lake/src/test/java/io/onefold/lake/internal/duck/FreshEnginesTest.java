package io.onefold.lake.internal.duck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Engines that serve one reader each.
class FreshEnginesTest {

    @TempDir Path spill;

    @Test
    void noReaderFindsWhatAnotherLeftOrLocked() throws Exception {
        try (FreshEngines engines = new FreshEngines(spill, 64, 1)) {
            for (int reader = 0; reader < 5; reader++) {
                try (Engine engine = engines.take()) {
                    assertThatThrownBy(() -> engine.execute("FROM kept"));
                    engine.execute("CREATE TABLE kept AS SELECT 1 AS a");
                    engine.execute("SET allowed_directories = ['/nowhere/" + reader + "']");
                    engine.execute("SET enable_external_access = false");
                    engine.execute("SET lock_configuration = true");
                    assertThatThrownBy(() -> engine.execute("SET threads = 2"));
                }
            }
        }
        assertThat(folders()).isEmpty();
    }

    @Test
    void manyReadersAtOnceLeaveNothingBehind() throws Exception {
        try (FreshEngines engines = new FreshEngines(spill, 64, 1);
                ExecutorService readers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int reader = 0; reader < 24; reader++) {
                all.add(
                        readers.submit(
                                () -> {
                                    try (Engine engine = engines.take()) {
                                        engine.execute("CREATE TABLE kept AS SELECT 1 AS a");
                                    }
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(folders()).isEmpty();
    }

    @Test
    void oneReaderAloneHasNoSecondEngineMade() throws Exception {
        FreshEngines engines = new FreshEngines(spill, 64, 1);
        Engine only = engines.take();
        only.close();
        engines.close();

        assertThat(folders()).isEmpty();
    }

    @Test
    void anEngineThatOutlivesThemIsStoppedByItsUser() throws Exception {
        FreshEngines engines = new FreshEngines(spill, 64, 1);
        Engine engine = engines.take();
        engines.close();
        assertThat(folders()).hasSize(1);

        engine.execute("SELECT 1");
        engine.close();

        assertThat(folders()).isEmpty();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(spill)) {
            return all.toList();
        }
    }
}
