package io.onefold.embedded;

import io.onefold.catalog.BoltAddress;
import io.onefold.catalog.Connections;
import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.SecretRef;
import io.onefold.catalog.Secrets;
import io.onefold.catalog.Settings;
import java.util.Optional;

/// The servers that settings name in place of parts.
///
/// @param postgres `DATABASE_URL`, `ETL_DB_*` or `onefold.parts.postgres.url`
/// @param mariadb `onefold.parts.mariadb.url`
/// @param neo4j `NEO4J_URI`
record External(
        Optional<JdbcAddress> postgres,
        Optional<JdbcAddress> mariadb,
        Optional<BoltAddress> neo4j) {

    static External of(Settings settings) {
        Secrets secrets = new Secrets(settings);
        Connections connections = new Connections(settings, secrets, PartAddresses.NONE);
        return new External(
                connections.externalControl().or(() -> named(settings, secrets, Part.POSTGRES)),
                named(settings, secrets, Part.MARIADB),
                connections.externalGraph());
    }

    private static Optional<JdbcAddress> named(Settings settings, Secrets secrets, Part part) {
        String prefix = "onefold.parts." + part.wireName() + ".";
        return settings.get(prefix + "url")
                .map(
                        url ->
                                new JdbcAddress(
                                        url,
                                        settings.get(prefix + "user").orElse(null),
                                        settings.get(prefix + "secret")
                                                .map(
                                                        reference ->
                                                                secrets.resolve(
                                                                        new SecretRef(reference)))
                                                .orElse(null)));
    }

    boolean replaces(Part part) {
        return switch (part) {
            case POSTGRES -> postgres.isPresent();
            case MARIADB -> mariadb.isPresent();
            case NEO4J -> neo4j.isPresent();
        };
    }

    /// The same server and account, another database.
    static JdbcAddress withDatabase(JdbcAddress address, String database) {
        String encoded =
                java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
        String url =
                address.url().replaceFirst("^(jdbc:[a-z]+://[^/?]+)(/[^?]*)?", "$1/" + encoded);
        return new JdbcAddress(url, address.user(), address.password());
    }
}
