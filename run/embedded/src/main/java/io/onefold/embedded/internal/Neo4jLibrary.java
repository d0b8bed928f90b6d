package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The folder of Neo4j's jars, which the module `run/embedded/neo4j` fills. They are never on
/// Onefold's class path.
public final class Neo4jLibrary {

    private static final Path IN_THE_HOUSE = Path.of("run", "embedded", "neo4j", "target", "lib");

    /// Set by the launcher: the checkout's folder.
    private static final String HOME = "onefold.home";

    private Neo4jLibrary() {}

    /// Finds the folder: the configured one, else the one that the build of this checkout made.
    ///
    /// @param configured setting `onefold.neo4j.lib`
    /// @throws OnefoldException (INVALID_SETUP) if there is none
    public static Path find(Optional<Path> configured) {
        if (configured.isPresent()) {
            return require(configured.get());
        }
        String home = System.getProperty(HOME);
        Path start = home == null ? Path.of("").toAbsolutePath() : Path.of(home);
        for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
            Path library = folder.resolve(IN_THE_HOUSE);
            if (Files.isDirectory(library)) {
                return library;
            }
        }
        throw new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "Neo4j's programs are not there; expected their jars in "
                        + IN_THE_HOUSE
                        + "; build Onefold with ./onefold, or set ONEFOLD_NEO4J_LIB to their folder, or NEO4J_URI to a server"
                        + " of your own");
    }

    private static Path require(Path library) {
        if (Files.isDirectory(library)) {
            return library;
        }
        throw new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "ONEFOLD_NEO4J_LIB is '"
                        + library
                        + "', which is no folder; expected the folder of Neo4j's jars; build"
                        + " run/embedded/neo4j, or leave the setting out");
    }
}
