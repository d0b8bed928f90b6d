package io.onefold.cli.internal.serve;

import io.onefold.cli.internal.command.Home;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.pipeline.Scheduler;
import io.onefold.server.OnefoldServer;
import io.onefold.server.Rooms;
import io.onefold.server.SecuritySettings;
import java.util.concurrent.CountDownLatch;

/// Runs the server and the schedule on a session's path, until the process is asked to end.
public final class Serving {

    private Serving() {}

    /// Returns when the server has stopped; the caller then closes the session.
    ///
    /// @param port 0 for any free one
    /// @param open whether nobody is asked for a token
    public static void untilInterrupted(
            Session session, Terminal terminal, int port, boolean open) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            asked.countDown();
                            await(ended);
                        },
                        "stop");
        try (OnefoldServer server =
                        OnefoldServer.start(
                                port,
                                open ? SecuritySettings.off() : Security.settings(session.path()),
                                new Rooms(
                                        session.path(),
                                        session.path().queries(Home.queries(terminal)),
                                        PartHealth.of(session.path())));
                Scheduler _ = session.path().scheduler(terminal::say)) {
            Runtime.getRuntime().addShutdownHook(hook);
            terminal.say("serving on http://localhost:" + server.port() + " (Ctrl-C stops it)");
            await(asked);
            terminal.say("stopping");
        } finally {
            try (session) {
                ended.countDown();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
