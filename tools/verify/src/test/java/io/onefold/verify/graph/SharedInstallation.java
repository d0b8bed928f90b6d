package io.onefold.verify.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One installation at scale 1 for all rows of this JVM, because starting one costs ten seconds.
/// Each row brings it to the state it needs and leaves it runnable.
final class SharedInstallation {

    private static @Nullable Customer360 shared;

    private SharedInstallation() {}

    static synchronized Customer360 get() {
        Customer360 open = shared;
        if (open == null) {
            try {
                Path folder = Files.createTempDirectory("onefold-verify-graph");
                GeneratedSilos silos = GeneratedSilos.streaming(folder.resolve("silos"));
                Customer360 made = new Customer360(folder, silos);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(made)));
                made.apply(false);
                made.run();
                shared = made;
                open = made;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return open;
    }

    private static void remove(Customer360 made) {
        made.close();
        try (Stream<Path> files = Files.walk(made.folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("test folder " + made.folder + " stays: " + e.getMessage());
        }
    }
}
