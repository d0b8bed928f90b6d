package io.onefold.cli.internal.run;

import io.onefold.catalog.ManifestSet;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.serve.Serving;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.spec.Spec;
import io.onefold.model.access.Principal;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.server.Decisions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What the demo decides: models learned from its payments, and requests of its customers, sent as
/// a shop would send them.
final class DemoDecisions {

    private static final String REQUESTS = "live/requests.jsonl";
    private static final String SHOP = "checkout";
    private static final String POLICY = "default";
    private static final String INSTALLATION = "onefold";

    private final Session session;
    private final Terminal terminal;

    DemoDecisions(Session session, Terminal terminal) {
        this.session = session;
        this.terminal = terminal;
    }

    /// Puts a policy and models in force, unless they are.
    void prepare(ManifestSet shipped, Instant asOf, Principal operator) {
        Instant began = terminal.clock().instant();
        try (Decisions decisions = Decisions.open(session.path())) {
            publish(decisions.policies(), operator);
            List<ModelVersion> trained =
                    new DemoModels(session, decisions.models(), terminal)
                            .train(shipped, asOf, operator);
            if (!trained.isEmpty()) {
                terminal.say(
                        "models learned from invented payments: "
                                + trained.stream().map(DemoDecisions::told).toList()
                                + " in "
                                + Duration.between(began, terminal.clock().instant()).toSeconds()
                                + " s");
            }
        }
    }

    /// Sends the requests of the silos' folder.
    void pay(URI server, Path folder) {
        terminal.say(
                Serving.send(session, terminal, server, folder.resolve(REQUESTS), SHOP).toString());
    }

    private static void publish(Book policies, Principal approver) {
        boolean inForce =
                policies.current().versions().stream().anyMatch(v -> v.mode() == Mode.ACTIVE);
        if (!inForce) {
            BookVersion version =
                    policies.write(
                            POLICY, Spec.canonical(policy()), Principal.system(INSTALLATION));
            policies.move(POLICY, version.version(), Mode.ACTIVE, approver);
        }
    }

    private static String policy() {
        try (InputStream in =
                Objects.requireNonNull(
                        DemoDecisions.class.getResourceAsStream("default-policy.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the packaged policy", e);
        }
    }

    private static String told(ModelVersion model) {
        Double auc = model.card().metrics().auc();
        return model.fraudType() + (auc == null ? "" : " (AUC %.3f)".formatted(auc));
    }
}
