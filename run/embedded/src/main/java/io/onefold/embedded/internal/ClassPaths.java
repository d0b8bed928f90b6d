package io.onefold.embedded.internal;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/// Class paths for child JVMs that need a few classes of ours.
final class ClassPaths {

    private ClassPaths() {}

    /// The jars or folders that these classes came from.
    static String of(Class<?>... classes) {
        return Arrays.stream(classes)
                .map(
                        type -> {
                            CodeSource source =
                                    Objects.requireNonNull(
                                            type.getProtectionDomain().getCodeSource());
                            return Path.of(URI.create(source.getLocation().toString())).toString();
                        })
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
