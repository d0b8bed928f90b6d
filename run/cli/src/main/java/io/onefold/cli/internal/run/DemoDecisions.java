package io.onefold.cli.internal.run;

import io.onefold.catalog.ManifestSet;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.serve.Serving;
import io.onefold.model.access.Principal;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.server.Decisions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What the demo decides: models learned from its payments, and requests of its customers, sent as
/// a shop would send them.
final class DemoDecisions {

    private static final String REQUESTS = "live/requests.jsonl";
    private static final String SHOP = "checkout";

    private final Session session;
    private final Terminal terminal;

    DemoDecisions(Session session, Terminal terminal) {
        this.session = session;
        this.terminal = terminal;
    }

    /// Puts models in force, unless they are.
    void prepare(ManifestSet shipped, Instant asOf, Principal operator) {
        Instant began = terminal.clock().instant();
        try (Decisions decisions = Decisions.open(session.path())) {
            List<ModelVersion> trained =
                    new DemoModels(session, decisions, terminal).train(shipped, asOf, operator);
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

    private static String told(ModelVersion model) {
        Double auc = model.card().metrics().auc();
        return model.fraudType() + (auc == null ? "" : " (AUC %.3f)".formatted(auc));
    }
}
