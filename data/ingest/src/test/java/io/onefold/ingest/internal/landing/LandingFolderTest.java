package io.onefold.ingest.internal.landing;

import static org.assertj.core.api.Assertions.assertThat;

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

class LandingFolderTest {

    private static final int TABLES = 8;

    @TempDir private Path root;

    @Test
    void tablesThatOpenTogetherAfterAKillRemoveWhatIsDeadAndNotEachOther() throws Exception {
        for (int round = 0; round < 20; round++) {
            for (int table = 0; table < TABLES; table++) {
                Path dead = Files.createDirectories(root.resolve("table" + table));
                Files.writeString(dead.resolve("chunk"), "of a run that was killed");
                Files.writeString(root.resolve("table" + table + ".lock"), "");
            }
            Files.createDirectories(root.resolve("dropped"));

            openAllTogether();

            try (Stream<Path> left = Files.list(root)) {
                assertThat(left).as("round %d", round).isEmpty();
            }
        }
    }

    private void openAllTogether() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(TABLES)) {
            List<Future<LandingFolder>> opened = new ArrayList<>();
            for (int table = 0; table < TABLES; table++) {
                String name = "table" + table;
                opened.add(threads.submit(() -> LandingFolder.open(root, name)));
            }
            for (Future<LandingFolder> future : opened) {
                assertThat(future.get().path()).isEmptyDirectory();
            }
            for (Future<LandingFolder> future : opened) {
                future.get().close();
            }
        }
    }
}
