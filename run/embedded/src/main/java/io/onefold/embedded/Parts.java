package io.onefold.embedded;

import io.onefold.catalog.Settings;
import io.onefold.embedded.internal.PartsFolder;
import io.onefold.embedded.internal.ProcessRecord;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// The parts of one `var` folder.
///
/// The first lease of a part starts it, the last one stops it, whichever processes hold them. When
/// a holder is killed, a small watchdog process stops what nobody leases any more; when that is
/// killed too, the next lease adopts what is healthy and ends the rest.
public final class Parts {

    private Parts() {}

    /// The folder that holds data, logs and passwords of the parts: `ONEFOLD_VAR`, else `var` in
    /// the working folder.
    public static Path var(Settings settings) {
        return settings.path("onefold.var").orElse(settings.workingFolder().resolve("var"));
    }

    /// Makes parts available, starting in parallel those that do not run. Parts that settings
    /// replace by an external server are not started.
    ///
    /// @param var the folder of data, logs and passwords
    /// @param parts which parts are needed
    /// @throws OnefoldException (INVALID_SETUP, UNAVAILABLE) if one cannot be started; none is then
    ///   held
    public static Lease lease(Settings settings, Path var, Set<Part> parts, Progress progress) {
        Lease lease = new Lease(External.of(settings), new PartServers(settings, var));
        boolean held = false;
        try {
            lease.add(parts, progress);
            held = true;
            return lease;
        } finally {
            if (!held) {
                lease.close();
            }
        }
    }

    /// A part as it stands, whoever started it.
    ///
    /// @param part which one
    /// @param pid its process; empty if it does not run
    /// @param port where it listens, at 127.0.0.1; empty if it does not run
    /// @param holders the processes that lease it
    public record PartStatus(Part part, OptionalLong pid, OptionalInt port, List<Long> holders) {
        public PartStatus {
            holders = List.copyOf(holders);
        }
    }

    /// The parts that were ever started in this `var` folder.
    public static List<PartStatus> status(Path var) {
        return new PartsFolder(folder(var))
                .standings().stream()
                        .map(
                                standing ->
                                        new PartStatus(
                                                Part.parse(standing.name()),
                                                standing.record().stream()
                                                        .mapToLong(ProcessRecord::pid)
                                                        .findFirst(),
                                                standing.record().stream()
                                                        .mapToInt(ProcessRecord::port)
                                                        .findFirst(),
                                                standing.holders()))
                        .toList();
    }

    /// Ends every command that leases a part of this `var` folder, `demo` and `serve` among them,
    /// then the parts.
    ///
    /// @return the processes of the commands that were ended
    public static Set<Long> stop(Path var) {
        return new PartsFolder(folder(var)).stop();
    }

    static Path folder(Path var) {
        return var.toAbsolutePath().normalize().resolve("parts");
    }
}
