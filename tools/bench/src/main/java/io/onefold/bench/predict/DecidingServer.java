package io.onefold.bench.predict;

import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.Settings;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.Answer;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.spec.Spec;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Deciding;
import io.onefold.server.DecisionPorts;
import io.onefold.server.Decisions;
import io.onefold.server.Handler;
import io.onefold.server.OnefoldServer;
import io.onefold.server.Rooms;
import io.onefold.server.SecuritySettings;
import io.onefold.server.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server that decides for good: tokens, features, rules, durable commits, audit.
final class DecidingServer implements AutoCloseable {

    private static final String POLICY =
            """
            {"id": "default", "bands": [
              {"below": 0.1, "level": "LOW", "action": "APPROVE"},
              {"below": 0.3, "level": "MEDIUM", "action": "REVIEW"},
              {"below": 0.7, "level": "HIGH", "action": "DECLINE"},
              {"level": "CRITICAL", "action": "BLOCK_ACCOUNT"}]}
            """;
    private static final String RULE =
            """
            {"id": "CC%02d", "fraud_type": "credit_card", "mode": "active",
             "when": "user_count_24h > %d.0 && amount > 3.0 * user_mean_30d",
             "effect": {"raise_to": "HIGH"}, "reason": "VELOCITY_24H",
             "tests": [{"given": {"user_count_24h": 99999, "amount": 100, "user_mean_30d": 10}, "fires": true},
                       {"given": {"user_count_24h": 1, "amount": 100, "user_mean_30d": 10}, "fires": false}]}
            """;
    private static final int RULES = 10;

    /// Where the server answers without doing anything.
    static final String EMPTY = "/empty";

    private static final Answer NOTHING =
            new Answer.Decided("{}".getBytes(StandardCharsets.US_ASCII), false);

    private final DataPath path;
    private final Decisions decisions;
    private final Deciding deciding;
    private final OnefoldServer server;
    private final String token;

    private DecidingServer(
            DataPath path,
            Decisions decisions,
            Deciding deciding,
            OnefoldServer server,
            String token) {
        this.path = path;
        this.decisions = decisions;
        this.deciding = deciding;
        this.server = server;
        this.token = token;
    }

    static DecidingServer open(Path folder, ScratchPostgres postgres) throws SQLException {
        String database = postgres.newDatabase("decisions");
        String address = postgres.url(database).substring("jdbc:postgresql://".length());
        Map<String, String> values = new HashMap<>(onefoldsOwn(System.getenv()));
        values.put(
                "DATABASE_URL",
                "postgresql://" + postgres.user() + ":" + postgres.password() + "@" + address);
        values.put("ONEFOLD_SECURITY_RATE_LIMIT", "1000000/s");
        Settings settings = Settings.of(folder, values);
        Clock clock = Clock.systemUTC();
        DataPath path = DataPath.open(settings, PartAddresses.NONE, folder.resolve("var"), clock);
        Decisions decisions = Decisions.open(path);
        BenchModel.register(decisions.models(), FraudType.CREDIT_CARD);
        publish(decisions.policies(), "default", POLICY);
        for (int rule = 1; rule <= RULES; rule++) {
            publish(
                    decisions.rules(),
                    "CC%02d".formatted(rule),
                    RULE.formatted(rule, 1_000 * rule));
        }
        decisions.decide();
        Deciding deciding =
                Deciding.open(
                        DecisionPorts.of(decisions, (tenant, user) -> Optional.empty()),
                        settings,
                        clock);
        SecuritySettings security = SecuritySettings.ownKey(path.secrets().secret("token-signing"));
        OnefoldServer server =
                OnefoldServer.start(
                        0,
                        security,
                        new Rooms(path, path.queries(questions(folder)), List.of(), deciding),
                        new Handler.Beside(Map.of(EMPTY, (caller, body) -> NOTHING)));
        Principal service =
                new Principal("bench", Set.of(), Set.of(Permission.FRAUD_DETECTION), false);
        return new DecidingServer(
                path, decisions, deciding, server, new TokenIssuer(security, clock).issue(service));
    }

    /// Whoever measures may set commit lanes, deadline and the like.
    private static Map<String, String> onefoldsOwn(Map<String, String> environment) {
        Map<String, String> own = new HashMap<>(environment);
        own.keySet().removeIf(name -> !name.startsWith("ONEFOLD_"));
        return own;
    }

    private static Path questions(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("queries"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void publish(Book book, String id, String body) {
        BookVersion version =
                book.write(id, Spec.canonical(body), Principal.localOperator("bench"));
        book.move(id, version.version(), Mode.ACTIVE, Principal.localOperator("bench-approver"));
    }

    int port() {
        return server.port();
    }

    String token() {
        return token;
    }

    /// Decisions that were committed, and in how many transactions.
    Decisions.Totals totals() {
        return decisions.totals();
    }

    @Override
    public void close() {
        server.close();
        deciding.close();
        decisions.close();
        path.close();
    }
}
