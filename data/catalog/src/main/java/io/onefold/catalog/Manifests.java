package io.onefold.catalog;

import io.onefold.catalog.internal.manifest.DocumentReader;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads manifests: YAML files with one or more documents, or folders of them. Everything that is
/// wrong is found at once.
public final class Manifests {

    private final Settings settings;

    /// @param settings values of `${NAME}`, after those of the options
    public Manifests(Settings settings) {
        this.settings = Objects.requireNonNull(settings);
    }

    /// Reads files and folders. Folders are read in the order of their names; files and folders
    /// that begin with a dot are not.
    ///
    /// @throws OnefoldException (INVALID_INPUT) if a path is not there, cannot be read, or holds no
    ///   manifest
    public ManifestSet read(List<Path> paths, ReadOptions options) {
        DocumentReader reader = new DocumentReader(options, name -> value(name, options));
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            List<Path> found = files(path, options.recursive());
            if (found.isEmpty()) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "folder "
                                + path
                                + " holds no manifest (*.yaml, *.yml)"
                                + (options.recursive()
                                        ? ""
                                        : "; -R reads the folders below it too"));
            }
            files.addAll(found);
        }
        files.stream().distinct().forEach(file -> reader.add(file.toString(), text(file)));
        return reader.finish();
    }

    /// Reads a text, as if it stood in a file of that name.
    public ManifestSet readText(String file, String text, ReadOptions options) {
        DocumentReader reader = new DocumentReader(options, name -> value(name, options));
        reader.add(file, text);
        return reader.finish();
    }

    private Optional<String> value(String name, ReadOptions options) {
        return Optional.ofNullable(options.variables().get(name))
                .or(() -> settings.variable(name))
                .or(() -> settings.get(name));
    }

    private static List<Path> files(Path path, boolean recursive) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "there is no file or folder "
                            + path
                            + " (working folder "
                            + Path.of("").toAbsolutePath()
                            + ")");
        }
        try (Stream<Path> entries = Files.walk(path, recursive ? Integer.MAX_VALUE : 1)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> isManifest(path.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "folder " + path + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static boolean isManifest(Path relative) {
        String name = relative.getFileName().toString().toLowerCase(Locale.ROOT);
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "file " + file + " is not UTF-8 text; save it as UTF-8",
                    e);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "file " + file + " cannot be read: " + e.getMessage(),
                    e);
        }
    }
}
