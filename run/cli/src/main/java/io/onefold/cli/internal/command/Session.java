package io.onefold.cli.internal.command;

import io.onefold.catalog.Settings;
import io.onefold.embedded.Lease;
import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.graph.OwnServer;
import io.onefold.pipeline.DataPath;
import java.nio.file.Path;
import java.util.Set;

/// What a command works on: the parts it leases and the data path on them. Closing it leaves both.
public final class Session implements AutoCloseable {

    private final Lease lease;
    private final DataPath path;

    private Session(Lease lease, DataPath path) {
        this.lease = lease;
        this.path = path;
    }

    /// The settings of the working folder.
    public static Settings settings(Terminal terminal) {
        return Settings.load(terminal.workingFolder(), terminal.environment());
    }

    /// Leases parts, starting those that do not run, and opens the path.
    public static Session open(Terminal terminal, Set<Part> parts) {
        Settings settings = settings(terminal);
        Path var = Parts.var(settings);
        Lease lease = Parts.lease(settings, var, parts, terminal.progress());
        boolean opened = false;
        try {
            OwnServer ownGraph =
                    work -> lease.withGraphStopped(stopped -> work.accept(stopped::admin));
            Session session =
                    new Session(
                            lease, DataPath.open(settings, lease, var, terminal.clock(), ownGraph));
            opened = true;
            return session;
        } finally {
            if (!opened) {
                lease.close();
            }
        }
    }

    /// A session that needs the catalog, and the lake behind it.
    public static Session ofCatalog(Terminal terminal) {
        return open(terminal, Set.of(Part.POSTGRES));
    }

    public DataPath path() {
        return path;
    }

    public Lease lease() {
        return lease;
    }

    @Override
    public void close() {
        try (lease) {
            path.close();
        }
    }
}
