package io.onefold.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The most memory that this whole process had, with the engine's own beside the heap.
public final class ResidentPeak {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "VmHWM:";

    private ResidentPeak() {}

    /// In MiB, from the process's start; empty where the system does not tell.
    public static OptionalLong megabytes() {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(FIELD))
                    .mapToLong(ResidentPeak::kibibytes)
                    .map(kibibytes -> kibibytes >> 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static long kibibytes(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
