package io.onefold.verify.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The files of this repository as a clean clone has them.
final class Repository {

    private static final Set<String> NOT_OURS =
            Set.of("target", "var", "node_modules", ".git", ".idea", ".vscode", ".env");

    private final Path root;

    private Repository(Path root) {
        this.root = root;
    }

    /// The repository that the running build belongs to.
    static Repository open() {
        String configured = System.getProperty("onefold.root");
        if (configured == null) {
            throw new IllegalStateException("onefold.root is not set; the parent POM sets it");
        }
        return new Repository(Path.of(configured).toAbsolutePath().normalize());
    }

    Path root() {
        return root;
    }

    Path resolve(String path) {
        return root.resolve(path);
    }

    /// A file's path from the root, with `/` between its parts.
    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    String read(String path) {
        return read(root.resolve(path));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The modules in the order of the build, for example `data/lake`.
    List<Pom> modules() {
        return Pom.read(root).modules().stream()
                .map(module -> Pom.read(root.resolve(module)))
                .toList();
    }

    /// Every file below a folder whose name ends in one of these, sorted; all files if none is
    /// given.
    List<Path> files(String folder, String... endings) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root.resolve(folder), new Collector(found, List.of(endings)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final List<Path> found;
        private final List<String> endings;

        Collector(List<Path> found, List<String> endings) {
            this.found = found;
            this.endings = endings;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (!NOT_OURS.contains(name)
                    && (endings.isEmpty() || endings.stream().anyMatch(name::endsWith))) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
