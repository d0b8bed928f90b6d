package io.onefold.cli.internal.run;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.cli.internal.command.Home;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.manifest.FraudManifests;
import io.onefold.cli.internal.read.PlantedAnswers;
import io.onefold.cli.internal.serve.Serving;
import io.onefold.embedded.Part;
import io.onefold.embedded.SiloLoader;
import io.onefold.fraud.book.Deployment;
import io.onefold.model.ErrorCode;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.RunSummary;
import io.onefold.server.Decisions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `onefold demo`
@Command(
        name = "demo",
        description = {
            "Invents silos with known answers, loads them, runs the path, and puts every question to graph and lake.",
            "Trains a model per fraud type on the silos' payments, and decides payments of their customers.",
            "Then serves, until it is interrupted; with --once it stops instead.",
            "A second demo finds everything as it was and changes nothing. Exit 4 if an answer is not the planted one."
        },
        mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--once", description = "stop after the answers instead of serving")
    private boolean once;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "seed of the silos (default: 42)")
    private long seed = 42;

    @Option(
            names = "--scale",
            paramLabel = "K",
            defaultValue = "1",
            description = "size of the silos (default: 1)")
    private int scale = 1;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "the port (default: 8000)")
    private int port = 8000;

    @Option(
            names = "--no-auth",
            description = "ask nobody for a token; serves the loopback interface only")
    private boolean open;

    @Mixin private final OutputOptions output = new OutputOptions();

    Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DemoSilos silos = DemoSilos.start(terminal, seed, scale);
        try (Session session = Session.open(terminal, EnumSet.allOf(Part.class))) {
            Path folder = silos.await();
            SiloLoader.load(folder, session.lease(), terminal.progress());
            Principal operator = Principal.localOperator(System.getProperty("user.name", "local"));
            List<RunSummary> runs = new ArrayList<>();
            ManifestSet shipped = applied(session, operator);
            for (String workflow : names(shipped, ManifestType.WORKFLOW)) {
                runs.add(session.path().pipeline().run(workflow, operator, terminal.progress()));
            }
            new SummaryPrinter(terminal, output).print(runs);
            runs.forEach(RunSummary::requireSucceeded);
            boolean planted =
                    new PlantedAnswers(
                                    session.path().queries(Home.queries(terminal)),
                                    session.path(),
                                    terminal,
                                    output)
                            .hold(folder);
            DemoDecisions decisions = new DemoDecisions(session, terminal);
            decisions.prepare(shipped, DemoSilos.AS_OF, operator);
            if (once) {
                Serving.meanwhile(session, terminal, server -> decisions.pay(server, folder));
            } else {
                terminal.say(
                        "users "
                                + String.join(", ", names(shipped, ManifestType.USER))
                                + "; `onefold token --user NAME` makes a token for the page /docs");
                Serving.untilInterrupted(
                        session, terminal, port, open, server -> decisions.pay(server, folder));
            }
            return planted ? 0 : ErrorCode.CHECK_FAILED.exitCode();
        }
    }

    /// Applies the manifests that come with Onefold, and puts their rules and policies in force.
    private ManifestSet applied(Session session, Principal operator) {
        ManifestSet shipped =
                new Manifests(session.path().settings())
                        .read(
                                List.of(Home.folder(terminal).resolve("manifests")),
                                new ReadOptions(true, "public", Map.of(), false));
        FraudManifests fraud = FraudManifests.of(shipped);
        try (Decisions decisions = Decisions.open(session.path())) {
            List<Deployment.Step> steps = fraud.plan(terminal, session, decisions);
            session.path().catalog().apply(shipped, ApplyOptions.DEFAULT, operator);
            FraudManifests.deployment(decisions).carryOut(steps, operator);
            FraudManifests.say(terminal, steps, true);
        }
        return shipped;
    }

    private static List<String> names(ManifestSet manifests, ManifestType type) {
        return manifests.manifests().stream()
                .filter(manifest -> manifest.type() == type)
                .map(Manifest::name)
                .toList();
    }
}
