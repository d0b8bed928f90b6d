package io.onefold.lake.internal.duck;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The folders that instances spill to, one each, named after the process and a number.
public final class SpillFolders {

    private SpillFolders() {}

    static Path name(Path root, long number) {
        return root.resolve(ProcessHandle.current().pid() + "-" + number);
    }

    /// Removes the folders of processes that are gone.
    public static void removeStale(Path root) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> folders = Files.list(root)) {
            folders.filter(SpillFolders::isStale).forEach(SpillFolders::delete);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "spill folder " + root + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static boolean isStale(Path folder) {
        String name = folder.getFileName().toString();
        int dash = name.indexOf('-');
        if (dash < 1 || !name.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
            return false;
        }
        Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(name.substring(0, dash)));
        return owner.isEmpty() || !owner.get().isAlive();
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.getLogger(SpillFolders.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "spill folder {0} stays: {1}",
                            folder,
                            e.getMessage());
        }
    }
}
