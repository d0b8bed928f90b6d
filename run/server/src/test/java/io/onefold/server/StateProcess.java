package io.onefold.server;

import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.Settings;
import io.onefold.pipeline.DataPath;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// A process of its own that decides without end and takes one snapshot after another, until it is
/// killed: a line `snapshot` for each.
public final class StateProcess {

    private static final int AT_ONCE = 64;

    private StateProcess() {}

    /// @param arguments folder, address of the database
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Path.of(arguments[0]);
        DataPath path =
                DataPath.open(
                        Settings.of(folder, Map.of("DATABASE_URL", arguments[1])),
                        PartAddresses.NONE,
                        folder.resolve("var"),
                        Clock.systemUTC());
        Decisions room = Decisions.open(path);
        room.decide();
        Deciding deciding = StateStage.open(room);
        RandomBodies bodies = new RandomBodies(12, Instant.now());
        AtomicLong next = new AtomicLong();
        Semaphore atOnce = new Semaphore(AT_ONCE);
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!out.checkError()) { // whoever reads is there
                                if (deciding.snapshot()) {
                                    out.println("snapshot");
                                }
                            }
                        });
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!out.checkError()) {
                atOnce.acquire();
                virtual.execute(
                        () -> {
                            deciding.decisions()
                                    .decide(
                                            StateStage.CALLER,
                                            bodies.next("T" + next.getAndIncrement()));
                            atOnce.release();
                        });
            }
        }
    }
}
