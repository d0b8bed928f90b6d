package io.onefold.bench.parts;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Where a benchmark puts its files: a folder of its own, removed at its end.
public final class WorkFolder {

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description =
                    "where the benchmark's files go; removed at its end (default: the folder for temporary files)")
    private Path parent = Path.of(System.getProperty("java.io.tmpdir"));

    /// A benchmark's work in a folder.
    @FunctionalInterface
    public interface Work<T> {
        T in(Path folder) throws Exception;
    }

    /// A benchmark's work in a folder that ends with nothing.
    @FunctionalInterface
    public interface Task {
        void in(Path folder) throws Exception;
    }

    /// As [#with(Work)].
    public void run(Task task) throws Exception {
        with(
                folder -> {
                    task.in(folder);
                    return true;
                });
    }

    /// Does work in a fresh folder, and removes the folder.
    public <T> T with(Work<T> work) throws Exception {
        Path folder;
        try {
            folder =
                    Files.createTempDirectory(Files.createDirectories(parent), "onefold-bench")
                            .toRealPath();
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "no folder can be made in '" + parent + "'; name another one with --work",
                    e);
        }
        try {
            return work.in(folder);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
