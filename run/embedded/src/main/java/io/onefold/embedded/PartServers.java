package io.onefold.embedded;

import io.onefold.catalog.Settings;
import io.onefold.embedded.internal.Binaries;
import io.onefold.embedded.internal.HeldPart;
import io.onefold.embedded.internal.MariaDbServer;
import io.onefold.embedded.internal.Neo4jLibrary;
import io.onefold.embedded.internal.Neo4jServer;
import io.onefold.embedded.internal.PartFolder;
import io.onefold.embedded.internal.PartSecret;
import io.onefold.embedded.internal.PartServer;
import io.onefold.embedded.internal.PostgresAccount;
import io.onefold.embedded.internal.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalInt;

/// Makes the servers of one `var` folder, as settings want them.
final class PartServers {

    private static final int PORT_MAX = 65_535;

    private final Settings settings;
    private final Path var;
    private final SecureRandom random = new SecureRandom();

    PartServers(Settings settings, Path var) {
        this.settings = settings;
        this.var = var.toAbsolutePath().normalize();
    }

    HeldPart hold(Part part) {
        PartFolder folder = PartFolder.of(Parts.folder(var), part.wireName());
        return HeldPart.hold(folder, server(part, folder), port(part));
    }

    private PartServer server(Part part, PartFolder folder) {
        return switch (part) {
            case POSTGRES -> {
                PostgresAccount account = PostgresAccount.detect();
                Path cache = account.ownsFiles() ? var.resolve("cache") : cache();
                yield new PostgresServer(
                        folder, new Binaries(cache), secret(part), random, account);
            }
            case MARIADB ->
                    new MariaDbServer(
                            folder,
                            new Binaries(cache()),
                            secret(part),
                            random,
                            PostgresAccount.isRoot());
            case NEO4J -> neo4j(folder);
        };
    }

    Neo4jServer neo4j(PartFolder folder) {
        return new Neo4jServer(
                folder,
                Neo4jLibrary.find(settings.path("onefold.neo4j.lib")),
                secret(Part.NEO4J),
                random,
                new Neo4jServer.Memory(
                        settings.get("onefold.parts.neo4j.heap").orElse("1g"),
                        settings.get("onefold.parts.neo4j.pagecache").orElse("512m")));
    }

    private OptionalInt port(Part part) {
        Optional<Integer> port =
                settings.integer("onefold.parts." + part.wireName() + ".port", 1, PORT_MAX);
        return port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty();
    }

    String password(Part part) {
        return secret(part).password(random);
    }

    PartSecret secret(Part part) {
        return secret(part.wireName());
    }

    PartSecret secret(String account) {
        return new PartSecret(var.resolve("secrets").resolve(account + ".password"));
    }

    Settings settings() {
        return settings;
    }

    SecureRandom random() {
        return random;
    }

    /// Where programs are unpacked: shared by all checkouts of a user, because they are large and
    /// never change.
    private Path cache() {
        return settings.path("onefold.cache")
                .or(() -> settings.variable("XDG_CACHE_HOME").map(home -> Path.of(home, "onefold")))
                .or(() -> settings.variable("HOME").map(home -> Path.of(home, ".cache", "onefold")))
                .filter(PartServers::canBeMade)
                .orElse(var.resolve("cache"));
    }

    private static boolean canBeMade(Path folder) {
        Path existing = folder;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    }
}
