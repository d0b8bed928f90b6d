package io.onefold.bench.predict;

import io.onefold.bench.load.LoadProcess;
import io.onefold.bench.load.Outcome;
import io.onefold.bench.load.Plan;
import io.onefold.bench.parts.PostgresOptions;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.WorkFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Payments decided over HTTP with token, features, rules and durable commit: the most there can
/// be, beside an empty handler of the same server and beside a peer, then latencies at half of it,
/// at twice, and of a thousand at once.
@Command(
        name = "predict",
        description = {
            "Payments decided over HTTP with token, features, rules and durable commit, beside an empty handler of the same server.",
            "The load is a process of its own; load, server and PostgreSQL share this machine."
        },
        mixinStandardHelpOptions = true)
public final class PredictCommand implements Callable<Integer> {

    private static final int OPEN_CONNECTIONS = 4_000;
    private static final int AT_ONCE = 1_000;
    private static final String PREDICT = "/predict";
    private static final String ORDINARY = "GET/";

    @Option(
            names = "--seconds",
            defaultValue = "15",
            description = "how long each measurement is (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(
            names = "--warm",
            defaultValue = "30",
            description =
                    "how long the server is warmed up, in seconds (default: ${DEFAULT-VALUE})")
    private double warm;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "how often the most is measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--connections",
            defaultValue = "32",
            description = "connections that find the most (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--peer",
            paramLabel = "SCRIPT",
            description =
                    "a program that measures a peer's modes full and bare, and prints a JSON line each with mode and requests_per_second")
    private @Nullable Path peer;

    @Option(
            names = "--serve",
            description = "only serve, and print where and with which token, until a line is read")
    private boolean serve;

    @Mixin private final PostgresOptions postgres = new PostgresOptions();
    @Mixin private final WorkFolder work = new WorkFolder();
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return work.with(this::measure);
    }

    private int measure(Path folder) throws Exception {
        PythonPeer beside = peer == null ? null : new PythonPeer(peer);
        try (ScratchPostgres parts = ScratchPostgres.open(postgres, folder);
                DecidingServer server = DecidingServer.open(folder, parts)) {
            if (serve) {
                say("http://127.0.0.1:%d %s", server.port(), server.token());
                return System.in.read() < 0 ? 1 : 0;
            }
            try (LoadProcess load = LoadProcess.start(server.port(), server.token())) {
                load.send(Plan.closed(PREDICT, "warm", connections, warm));
                load.send(Plan.closed(DecidingServer.EMPTY, "warm", connections, seconds / 3));
                load.send(Plan.closed(ORDINARY, "warm", connections, seconds / 3));
                double most = 0;
                for (int round = 1; round <= rounds; round++) {
                    most = Math.max(most, most(load, server, round, beside));
                }
                latencies(load, most);
            }
            return 0;
        }
    }

    private double most(
            LoadProcess load, DecidingServer server, int round, @Nullable PythonPeer beside)
            throws Exception {
        var before = server.totals();
        Outcome ours = load.send(Plan.closed(PREDICT, "most" + round, connections, seconds));
        var after = server.totals();
        Outcome empty =
                load.send(
                        Plan.closed(
                                DecidingServer.EMPTY, "empty" + round, connections, seconds / 3));
        Outcome ordinary =
                load.send(Plan.closed(ORDINARY, "ordinary" + round, connections, seconds / 3));
        told("decided", ours);
        say(
                "  %.1f decisions in a commit",
                (double) (after.decisions() - before.decisions())
                        / Math.max(1, after.commits() - before.commits()));
        told("empty handler by the short way", empty);
        told("empty handler by the ordinary way, GET /", ordinary);
        say(
                "  share of the empty handler: %.0f %% by the short way, %.0f %% by the ordinary way",
                100 * ours.perSecond() / empty.perSecond(),
                100 * ours.perSecond() / ordinary.perSecond());
        if (beside != null) {
            for (PythonPeer.Rate rate : beside.measure(List.of("full", "bare"), seconds).values()) {
                say(
                        "peer, %s: %.0f/s; ms p50 %.2f, p99 %.2f; ours is %.2f times it",
                        rate.mode(),
                        rate.perSecond(),
                        rate.p50Millis(),
                        rate.p99Millis(),
                        ours.perSecond() / rate.perSecond());
            }
        }
        return ours.perSecond();
    }

    private void latencies(LoadProcess load, double most) throws Exception {
        told(
                "open, half of the most",
                load.send(Plan.open(PREDICT, "half", OPEN_CONNECTIONS, most / 2, seconds)));
        Outcome twice = load.send(Plan.open(PREDICT, "twice", OPEN_CONNECTIONS, most * 2, seconds));
        told("open, twice the most", twice);
        say(
                "  served %.0f %% of the most; 429 after ms p50 %.2f, p99 %.2f",
                100 * twice.perSecond() / most, twice.refusalMillis(50), twice.refusalMillis(99));
        Outcome crowd = load.send(Plan.atOnce(PREDICT, "crowd", AT_ONCE));
        told(AT_ONCE + " at once", crowd);
        say("  all answered after %.2f s", crowd.seconds());
    }

    private void told(String what, Outcome outcome) {
        say(
                "%s: %.0f/s; %d of 200, %d of 429, %d others; ms p50 %.2f, p99 %.2f, p99.9 %.2f, most %.2f",
                what,
                outcome.perSecond(),
                outcome.good(),
                outcome.shed(),
                outcome.other(),
                outcome.millis(50),
                outcome.millis(99),
                outcome.millis(99.9),
                outcome.millis(100));
    }

    private void say(String text, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, text + "%n", values);
        out.flush();
    }
}
