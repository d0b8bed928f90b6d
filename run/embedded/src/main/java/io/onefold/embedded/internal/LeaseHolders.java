package io.onefold.embedded.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which processes hold a lease, as the kernel's table of locks (`/proc/locks`) tells.
final class LeaseHolders {

    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int PID = 4;
    private static final int FILE = 5;

    private LeaseHolders() {}

    /// The processes that hold a part's lease now.
    static List<Long> of(PartFolder folder) throws IOException {
        if (!Files.exists(folder.leaseLock()) || !Files.isReadable(LOCKS)) {
            return List.of();
        }
        String inode = ":" + Files.getAttribute(folder.leaseLock(), "unix:ino");
        try (Stream<String> lines = Files.lines(LOCKS, StandardCharsets.US_ASCII)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > FILE && !Arrays.asList(words).contains("->"))
                    .filter(words -> words[FILE].endsWith(inode))
                    .map(words -> Long.parseLong(words[PID]))
                    .filter(pid -> pid > 0)
                    .distinct()
                    .toList();
        }
    }
}
