package io.onefold.bench.parts;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which PostgreSQL a benchmark uses.
public final class PostgresOptions {

    @Option(
            names = "--postgres",
            paramLabel = "HOST:PORT",
            description =
                    "a server on which databases may be made and dropped (default: an embedded one)")
    @Nullable String address;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description = "its account (default: ${DEFAULT-VALUE})")
    String user = "postgres";

    @Option(
            names = "--secret",
            paramLabel = "REFERENCE",
            defaultValue = "env:PGPASSWORD",
            description =
                    "where its password is, env:NAME or file:PATH (default: ${DEFAULT-VALUE})")
    String secret = "env:PGPASSWORD";
}
