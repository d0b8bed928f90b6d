package io.onefold.verify.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder written by the generator, run as the program of its own that it is.
record GeneratedSilos(Path folder) {

    private static final Path ROOT =
            Path.of(System.getProperty("onefold.root")).toAbsolutePath().normalize();

    /// @param options for example `--scale`, `100`
    static GeneratedSilos streaming(Path folder, String... options) {
        Path classes = ROOT.resolve("tools/synth/target/classes");
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(
                    "no " + classes + "; build it first: mvn -q compile -pl tools/synth -am");
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classes + ":" + System.getProperty("java.class.path"),
                                "io.onefold.synth.Main",
                                "streaming",
                                "--out",
                                folder.toString()));
        command.addAll(List.of(options));
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the generator failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new GeneratedSilos(folder);
    }

    Path truth(String file) {
        return folder.resolve("truth").resolve(file);
    }

    /// A folder of this repository.
    static Path repository(String folder) {
        return ROOT.resolve(folder);
    }
}
