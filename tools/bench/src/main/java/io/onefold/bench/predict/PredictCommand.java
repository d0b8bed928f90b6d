package io.onefold.bench.predict;

import io.onefold.bench.parts.PostgresOptions;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.WorkFolder;
import io.onefold.bench.predict.Load.Outcome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Payments decided over HTTP with token, features, rules and durable commit: the most there can
/// be, beside an empty handler of the same server, then latencies at half of it, and at twice.
@Command(
        name = "predict",
        description = {
            "Payments decided over HTTP with token, features, rules and durable commit, beside an empty handler of the same server.",
            "Load and server share this process and this machine."
        },
        mixinStandardHelpOptions = true)
public final class PredictCommand implements Callable<Integer> {

    private static final List<String> CATEGORIES =
            List.of(
                    "electronics",
                    "grocery",
                    "travel",
                    "restaurant",
                    "fuel",
                    "gaming",
                    "clothing",
                    "health");
    private static final int OPEN_CONNECTIONS = 1_000;

    @Option(
            names = "--seconds",
            defaultValue = "15",
            description = "how long each measurement is (default: ${DEFAULT-VALUE})")
    private double seconds;

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
        try (ScratchPostgres parts = ScratchPostgres.open(postgres, folder);
                DecidingServer server = DecidingServer.open(folder, parts)) {
            if (serve) {
                say("http://127.0.0.1:%d %s", server.port(), server.token());
                return System.in.read() < 0 ? 1 : 0;
            }
            Load load = new Load(server.port(), connections);
            LongFunction<byte[]> empty = number -> get(server);
            load.closed(payments(server, "warm"), seconds);
            load.closed(empty, seconds / 3);
            double most = 0;
            for (int round = 1; round <= rounds; round++) {
                Outcome ours = load.closed(payments(server, "most" + round), seconds);
                Outcome bare = load.closed(empty, seconds / 3);
                most = Math.max(most, ours.perSecond());
                told("decided", ours);
                told("empty handler", bare);
                say(
                        "share of the empty handler: %.0f %%",
                        100 * ours.perSecond() / bare.perSecond());
            }
            Load open = new Load(server.port(), OPEN_CONNECTIONS);
            told("open, half of the most", open.open(payments(server, "half"), most / 2, seconds));
            told("open, twice the most", open.open(payments(server, "twice"), most * 2, seconds));
            say(
                    "%d decisions in %d commits",
                    server.totals().decisions(), server.totals().commits());
            return 0;
        }
    }

    private void told(String what, Outcome outcome) {
        say(
                "%s: %.0f/s; %d answered, %d of them 200, %d of them 429; ms p50 %.2f, p99 %.2f, p99.9 %.2f",
                what,
                outcome.perSecond(),
                outcome.answered(),
                outcome.good(),
                outcome.shed(),
                outcome.millis(50),
                outcome.millis(99),
                outcome.millis(99.9));
    }

    private void say(String text, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, text + "%n", values);
        out.flush();
    }

    /// The requests of the peer's load, byte for byte of the same form.
    private static LongFunction<byte[]> payments(DecidingServer server, String run) {
        return number -> {
            Random random = new Random(number);
            return post(
                    server,
                    String.format(
                            Locale.ROOT,
                            "{\"transaction_id\":\"TXN_%s_%d\",\"amount\":%.2f,\"currency\":\"USD\",\"user_id\":\"USER_%04d\",\"merchant_id\":\"MERCH_%03d\",\"merchant_category\":\"%s\",\"distance_from_home_km\":%.1f,\"foreign_transaction\":%b}",
                            run,
                            number,
                            Math.exp(3.5 + 2 * (random.nextDouble() - .5)),
                            random.nextInt(10_000),
                            random.nextInt(1_000),
                            CATEGORIES.get(random.nextInt(CATEGORIES.size())),
                            -30 * Math.log(1 - random.nextDouble()),
                            random.nextInt(10) == 0));
        };
    }

    private static byte[] post(DecidingServer server, String body) {
        return ("POST /predict HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + server.token()
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] get(DecidingServer server) {
        return ("GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + server.token()
                        + "\r\nAccept: application/json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
