package io.onefold.server.internal.decisions;

import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.Settings;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Decisions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// A process of its own that decides without end, until it is killed: a line `K id hash` for every
/// decision that was acknowledged, `F id` for every one that failed.
public final class DecidingProcess {

    private static final int IN_FLIGHT = 256;

    private DecidingProcess() {}

    /// @param arguments folder, address of the database, number of the first transaction
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Path.of(arguments[0]);
        AtomicLong next = new AtomicLong(Long.parseLong(arguments[2]));
        DataPath path =
                DataPath.open(
                        Settings.of(folder, Map.of("DATABASE_URL", arguments[1])),
                        PartAddresses.NONE,
                        folder.resolve("var"),
                        Clock.systemUTC());
        Decisions decisions = Decisions.open(path);
        decisions.decide();
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!out.checkError()) { // whoever reads is there
                inFlight.acquire();
                String id = "T" + next.getAndIncrement();
                virtual.execute(
                        () -> {
                            out.println(decide(decisions, id));
                            inFlight.release();
                        });
            }
        }
    }

    private static String decide(Decisions decisions, String id) {
        try {
            Kept kept = decisions.store().append(Attempts.of(id, 1)).toCompletableFuture().join();
            return kept instanceof Kept.New
                    ? "K " + id + " " + Attempts.hash(Attempts.of(id, 1).response())
                    : "F " + id;
        } catch (RuntimeException e) {
            return "F " + id;
        }
    }
}
