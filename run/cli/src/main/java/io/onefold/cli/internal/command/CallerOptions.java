package io.onefold.cli.internal.command;

import io.onefold.catalog.Catalog;
import io.onefold.model.access.Principal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--as`: who a command acts as.
public final class CallerOptions {

    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "act as this user of the catalog (default: the local operator)")
    private @Nullable String user;

    /// The user's name, as given.
    public @Nullable String user() {
        return user;
    }

    /// The user of the catalog, with what its roles permit; else the person at this machine, who
    /// may operate everything and still reads masked.
    ///
    /// @throws io.onefold.model.OnefoldException (NOT_FOUND) if there is no such user
    public Principal principal(Catalog catalog) {
        String name = user;
        return name == null
                ? Principal.localOperator(System.getProperty("user.name", "local"))
                : catalog.access().principal(name);
    }
}
