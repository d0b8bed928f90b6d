package io.onefold.cli.internal.manifest;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.Change;
import io.onefold.catalog.ManifestSet;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.print.Format;
import io.onefold.fraud.book.Deployment;
import io.onefold.fraud.book.Deployment.Step;
import io.onefold.model.Finding;
import io.onefold.model.access.Principal;
import io.onefold.server.Decisions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `onefold apply`
@Command(
        name = "apply",
        description = {
            "Puts manifests (sources, contracts, graphs, workflows, …) into the catalog: all of them or none.",
            "Fraud rules and policies that ship with the release come into force; changed ones and those of one's own",
            "become drafts, which a second person publishes."
        },
        mixinStandardHelpOptions = true)
public final class Apply implements Callable<Integer> {

    private static final List<String> SHORT = List.of("type", "name", "outcome", "revision");
    private static final List<String> LONG =
            List.of("type", "name", "workspace", "outcome", "revision", "differences");

    private final Terminal terminal;

    @Mixin private final ManifestFiles files = new ManifestFiles();

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    @Option(names = "--dry-run", description = "show what would change, and change nothing")
    private boolean dryRun;

    @Option(
            names = "--take-manifest",
            description = "overwrite rows of the control tables that were edited by hand")
    private boolean takeManifest;

    Apply(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ManifestSet set =
                files.read(Session.settings(terminal), terminal.workingFolder()).requireValid();
        warnings(set).forEach(warning -> terminal.say("warning: " + warning));
        try (Session session = Session.ofCatalog(terminal)) {
            Principal principal = caller.principal(session.path().catalog());
            ApplyOptions options = new ApplyOptions(dryRun, takeManifest);
            FraudManifests fraud = FraudManifests.of(set);
            if (fraud.isEmpty()) {
                print(session.path().catalog().apply(set, options, principal));
            } else {
                apply(set, fraud, session, options, principal);
            }
            return 0;
        }
    }

    /// Rules and policies go into the books as well. A plan that does not hold changes nothing.
    private void apply(
            ManifestSet set,
            FraudManifests fraud,
            Session session,
            ApplyOptions options,
            Principal principal) {
        try (Decisions decisions = Decisions.open(session.path())) {
            List<Step> steps = fraud.plan(terminal, session, decisions);
            Deployment.requireAllowed(steps, principal);
            print(session.path().catalog().apply(set, options, principal));
            if (!dryRun) {
                FraudManifests.deployment(decisions).carryOut(steps, principal);
            }
            FraudManifests.say(terminal, steps, !dryRun);
        }
    }

    private static Stream<Finding> warnings(ManifestSet set) {
        return set.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING);
    }

    private void print(List<Change> changes) {
        if (output.format() != Format.TABLE) {
            output.print(
                    terminal,
                    LONG,
                    changes.stream()
                            .map(
                                    change ->
                                            List.of(
                                                    change.type().wireName(),
                                                    change.name(),
                                                    change.workspace(),
                                                    change.outcome().wireName(),
                                                    change.revision(),
                                                    details(change).toList()))
                            .toList());
            return;
        }
        output.print(
                terminal,
                SHORT,
                changes.stream()
                        .map(
                                change ->
                                        List.of(
                                                change.type().wireName(),
                                                change.name(),
                                                change.outcome().wireName(),
                                                change.revision()))
                        .toList());
        for (Change change : changes) {
            boolean told =
                    change.outcome() == Change.Outcome.CONFIGURED
                            || dryRun
                            || !change.held().isEmpty();
            if (told && details(change).findAny().isPresent()) {
                terminal.say(change.toString());
                details(change).forEach(line -> terminal.say("  " + line));
            }
        }
        if (dryRun) {
            terminal.say("nothing was changed (--dry-run)");
        }
    }

    private static Stream<String> details(Change change) {
        return Stream.concat(change.differences().stream(), change.held().stream())
                .map(Objects::toString);
    }
}
