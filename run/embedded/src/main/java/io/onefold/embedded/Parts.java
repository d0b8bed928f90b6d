package io.onefold.embedded;

import io.onefold.catalog.Settings;
import io.onefold.embedded.internal.HeldPart;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
        External external = External.of(settings);
        Set<Part> own = EnumSet.noneOf(Part.class);
        parts.stream().filter(part -> !external.replaces(part)).forEach(own::add);
        PartServers servers = new PartServers(settings, var);
        Map<Part, HeldPart> held = new EnumMap<>(Part.class);
        List<OnefoldException> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Part, Future<HeldPart>> starts = new EnumMap<>(Part.class);
            own.forEach(
                    part -> starts.put(part, threads.submit(() -> hold(servers, part, progress))));
            starts.forEach((part, start) -> collect(start, part, held, failures));
        }
        Lease lease = new Lease(external, servers, held);
        if (!failures.isEmpty()) {
            lease.close();
            OnefoldException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return lease;
    }

    private static HeldPart hold(PartServers servers, Part part, Progress progress) {
        try (Progress.Task _ = progress.begin("start " + part.wireName(), -1)) {
            return servers.hold(part);
        }
    }

    private static void collect(
            Future<HeldPart> start,
            Part part,
            Map<Part, HeldPart> held,
            List<OnefoldException> failures) {
        try {
            held.put(part, start.get());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case OnefoldException failure -> failures.add(failure);
                case RuntimeException defect -> throw defect;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(
                    new OnefoldException(
                            io.onefold.model.ErrorCode.UNAVAILABLE,
                            "starting part "
                                    + part.wireName()
                                    + " was interrupted; start the command again"));
        }
    }
}
