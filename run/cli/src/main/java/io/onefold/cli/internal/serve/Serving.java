package io.onefold.cli.internal.serve;

import io.onefold.cli.internal.command.Home;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.lake.AsOf;
import io.onefold.pipeline.Scheduler;
import io.onefold.server.Deciding;
import io.onefold.server.DecisionPorts;
import io.onefold.server.Decisions;
import io.onefold.server.GraphCustomers;
import io.onefold.server.OnefoldServer;
import io.onefold.server.Rooms;
import io.onefold.server.SecuritySettings;
import io.onefold.server.TokenIssuer;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Runs the server and the schedule on a session's path, until the process is asked to end.
public final class Serving {

    private Serving() {}

    /// Returns when the server has stopped; the caller then closes the session.
    ///
    /// @param port 0 for any free one
    /// @param open whether nobody is asked for a token
    public static void untilInterrupted(
            Session session, Terminal terminal, int port, boolean open) {
        untilInterrupted(session, terminal, port, open, address -> {});
    }

    /// The same, with something to do once requests are answered.
    ///
    /// @param ready is told the server's address
    public static void untilInterrupted(
            Session session, Terminal terminal, int port, boolean open, Consumer<URI> ready) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            asked.countDown();
                            await(ended);
                        },
                        "stop");
        try (Decisions decisions = Decisions.open(session.path());
                Deciding deciding = deciding(session, decisions);
                OnefoldServer server = server(session, terminal, deciding, port, open);
                Scheduler _ = session.path().scheduler(terminal::say)) {
            Runtime.getRuntime().addShutdownHook(hook);
            terminal.say("serving on http://localhost:" + server.port() + " (Ctrl-C stops it)");
            ready.accept(address(server));
            await(asked);
            terminal.say("stopping");
        } finally {
            try (session) {
                ended.countDown();
            }
        }
    }

    /// Serves on a free port as long as something is done, without the schedule.
    ///
    /// @param work is told the server's address
    public static void meanwhile(Session session, Terminal terminal, Consumer<URI> work) {
        try (Decisions decisions = Decisions.open(session.path());
                Deciding deciding = deciding(session, decisions);
                OnefoldServer server = server(session, terminal, deciding, 0, false)) {
            work.accept(address(server));
        }
    }

    private static OnefoldServer server(
            Session session, Terminal terminal, Deciding deciding, int port, boolean open) {
        return OnefoldServer.start(
                port,
                open ? SecuritySettings.off() : Security.settings(session.path()),
                new Rooms(
                        session.path(),
                        session.path().queries(Home.queries(terminal)),
                        PartHealth.of(session.path()),
                        deciding));
    }

    private static URI address(OnefoldServer server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /// Sends the requests of a file as the user given, who may ask for decisions.
    public static LivePayments.Sent send(
            Session session, Terminal terminal, URI server, Path file, String user) {
        TokenIssuer issuer = new TokenIssuer(Security.settings(session.path()), terminal.clock());
        return LivePayments.send(
                file, server, issuer.issue(session.path().catalog().access().principal(user)));
    }

    /// Takes the lanes on which decisions are committed, and opens the path of a decision.
    static Deciding deciding(Session session, Decisions decisions) {
        decisions.decide();
        Deciding deciding =
                Deciding.open(
                        DecisionPorts.of(
                                decisions,
                                GraphCustomers.of(
                                        session.path().lake(),
                                        session.path().settings(),
                                        AsOf.LATEST)),
                        session.path().settings(),
                        session.path().clock());
        decisions.onKeptLate(deciding::keptLate);
        return deciding;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
