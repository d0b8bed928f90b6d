package io.onefold.verify.decisions;

import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.server.Deciding;
import io.onefold.server.DecisionPorts;
import io.onefold.server.Decisions;
import io.onefold.server.OnefoldServer;
import io.onefold.server.Rooms;
import io.onefold.server.SecuritySettings;
import io.onefold.server.TokenIssuer;
import io.onefold.verify.command.Install;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A server that decides payments of an installation, and a shop that asks it.
final class DecidingServer implements AutoCloseable {

    private static final Principal SHOP =
            new Principal("checkout", Set.of(), Set.of(Permission.FRAUD_DETECTION), false);
    private static final SecuritySettings SECURITY =
            SecuritySettings.ownKey("0123456789abcdef0123456789abcdef0123456789abcdef");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Decisions decisions;
    private final Deciding deciding;
    private final OnefoldServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String token;

    DecidingServer(Install onefold) {
        decisions = Decisions.open(onefold.path());
        decisions.decide();
        deciding =
                Deciding.open(
                        DecisionPorts.of(decisions, (tenant, user) -> Optional.empty()),
                        onefold.path().settings(),
                        onefold.path().clock());
        server =
                OnefoldServer.start(
                        0,
                        SECURITY,
                        new Rooms(
                                onefold.path(),
                                onefold.path()
                                        .queries(Install.checkout().resolve("manifests/queries")),
                                List.of(),
                                deciding));
        token = new TokenIssuer(SECURITY, onefold.path().clock()).issue(SHOP);
    }

    Decisions decisions() {
        return decisions;
    }

    HttpResponse<String> predict(String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://localhost:" + server.port() + "/predict"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Sends payments, a new one each time, until an answer is as it should be.
    ///
    /// @param body of the payment, with %s where its id goes
    HttpResponse<String> predictUntil(String body, Predicate<HttpResponse<String>> holds) {
        Instant end = Instant.now().plus(PATIENCE);
        for (int i = 0; ; i++) {
            HttpResponse<String> answer = predict(body.formatted(i));
            if (holds.test(answer)) {
                return answer;
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("after " + PATIENCE + ": " + answer.body());
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Override
    public void close() {
        server.close();
        deciding.close();
        decisions.close();
        http.close();
    }
}
