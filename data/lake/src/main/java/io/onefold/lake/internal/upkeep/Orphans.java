package io.onefold.lake.internal.upkeep;

import io.onefold.lake.internal.iceberg.LocalFileIO;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;

/// Files in a table's folder that no snapshot and no metadata names: left by a process that died
/// between writing and committing.
public final class Orphans {

    private Orphans() {}

    /// What a clean-up removed.
    public record Removed(long files, long bytes) {}

    /// @param olderThan only files last changed before this go; it must lie before the start of
    ///   every write that may still be running, whose files nothing names yet
    public static Removed remove(Table table, Instant olderThan) {
        Map<Path, Long> candidates = candidates(LocalFileIO.path(table.location()), olderThan);
        // The table is read after the folder, so that a commit in between is seen.
        table.refresh();
        candidates.keySet().removeAll(named(table));
        candidates.keySet().forEach(path -> table.io().deleteFile(LocalFileIO.location(path)));
        return new Removed(
                candidates.size(), candidates.values().stream().mapToLong(Long::longValue).sum());
    }

    private static Map<Path, Long> candidates(Path folder, Instant olderThan) {
        Map<Path, Long> candidates = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return candidates;
        }
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (attributes.lastModifiedTime().toInstant().isBefore(olderThan)) {
                                candidates.put(file, attributes.size());
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            // Another clean-up removed it first.
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
        return candidates;
    }

    private static Set<Path> named(Table table) {
        Set<Path> named = new HashSet<>();
        TableMetadata metadata = ((HasTableOperations) table).operations().current();
        add(named, metadata.metadataFileLocation());
        metadata.previousFiles().forEach(f -> add(named, f.file()));
        metadata.statisticsFiles().forEach(f -> add(named, f.path()));
        metadata.partitionStatisticsFiles().forEach(f -> add(named, f.path()));
        Set<String> manifestsRead = new HashSet<>();
        for (Snapshot snapshot : table.snapshots()) {
            if (snapshot.manifestListLocation() != null) {
                add(named, snapshot.manifestListLocation());
            }
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (manifestsRead.add(manifest.path())) {
                    add(named, manifest.path());
                    addFiles(named, table, manifest);
                }
            }
        }
        return named;
    }

    private static void addFiles(Set<Path> named, Table table, ManifestFile manifest) {
        try (CloseableIterable<? extends ContentFile<?>> files =
                manifest.content() == org.apache.iceberg.ManifestContent.DATA
                        ? ManifestFiles.read(manifest, table.io(), table.specs())
                        : ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
            files.forEach(f -> add(named, f.location()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read manifest " + manifest.path(), e);
        }
    }

    private static void add(Set<Path> named, String location) {
        named.add(LocalFileIO.path(location));
    }
}
