package io.onefold.ingest.internal.files;

import io.onefold.catalog.FileOptions;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The files of one table, as they were when the read began.
///
/// @param source the source's manifest name, for messages
/// @param root the source's folder
/// @param files the files, in the order of their names
record FileSet(String source, Path root, List<Stamped> files) {

    /// A file with what changes when somebody writes it.
    record Stamped(Path path, long bytes, FileTime modified) {}

    FileSet {
        files = List.copyOf(files);
    }

    /// Finds the files of a table.
    ///
    /// @throws OnefoldException (RUN_FAILED) when there is none, or one is empty or cannot be read
    static FileSet find(SourceSpec source, SourceTable table, Path root) {
        FileOptions options = options(source, table);
        if (!Files.isDirectory(root)) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "the folder "
                            + root
                            + " of source '"
                            + source.manifest()
                            + "' does not exist; restore it or correct the source's 'files.root'");
        }
        List<Stamped> files = new ArrayList<>();
        for (Path path : matching(root, options.path())) {
            files.add(stamp(source, root, path));
        }
        if (files.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "no file matches '"
                            + options.path()
                            + "' of "
                            + source.dataset(table)
                            + " below "
                            + root
                            + "; deliver it there or correct the table's 'path'");
        }
        return new FileSet(source.manifest(), root, files);
    }

    static FileOptions options(SourceSpec source, SourceTable table) {
        FileOptions options = table.file();
        if (options == null) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    source.dataset(table)
                            + " is read from files, and its manifest names none; give it a 'path'");
        }
        return options;
    }

    /// The files' names below the root, as `_source` shows them.
    List<String> names() {
        return files.stream().map(file -> name(file.path())).toList();
    }

    String name(Path path) {
        return root.relativize(path).toString();
    }

    /// When the youngest of them was written.
    Instant modified() {
        return files.stream()
                .map(Stamped::modified)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .toInstant();
    }

    /// @throws OnefoldException (RUN_FAILED) when somebody wrote a file since the read began
    void requireUnchanged() {
        for (Stamped file : files) {
            try {
                if (Files.size(file.path()) == file.bytes()
                        && Files.getLastModifiedTime(file.path()).equals(file.modified())) {
                    continue;
                }
            } catch (IOException e) {
                throw failure(file.path(), e);
            }
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "file "
                            + name(file.path())
                            + " of source '"
                            + source
                            + "' changed while it was read; nothing was committed. Deliver files by renaming them"
                            + " into place, and run again");
        }
    }

    /// A failure to read one of the files, in an operator's words.
    OnefoldException failure(Path path, IOException cause) {
        return unreadable(source, name(path), cause);
    }

    private static OnefoldException unreadable(String source, String name, IOException cause) {
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "file "
                        + name
                        + " of source '"
                        + source
                        + "' cannot be read ("
                        + cause.getClass().getSimpleName()
                        + "); nothing was committed. Check that it is there, whole, and that this user may read it",
                cause);
    }

    private static Stamped stamp(SourceSpec source, Path root, Path path) {
        try {
            long bytes = Files.size(path);
            if (bytes == 0) {
                throw new OnefoldException(
                        ErrorCode.RUN_FAILED,
                        "file "
                                + root.relativize(path)
                                + " of source '"
                                + source.manifest()
                                + "' is empty (0 bytes); expected at least a header or a row. Deliver it again");
            }
            return new Stamped(path, bytes, Files.getLastModifiedTime(path));
        } catch (IOException e) {
            throw unreadable(source.manifest(), root.relativize(path).toString(), e);
        }
    }

    private static List<Path> matching(Path root, String pattern) {
        try {
            Path plain = root.resolve(pattern).normalize();
            if (Files.isRegularFile(plain)) {
                return List.of(plain);
            }
        } catch (InvalidPathException e) {
            // Not a plain path, then it is a glob.
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> matcher.matches(root.relativize(path)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable("files", root.toString(), e);
        }
    }
}
