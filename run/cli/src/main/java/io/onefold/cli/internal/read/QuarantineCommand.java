package io.onefold.cli.internal.read;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.OpenRun;
import io.onefold.catalog.RunContext;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import io.onefold.model.DatasetName;
import io.onefold.model.access.Principal;
import io.onefold.model.contract.DatasetContract;
import io.onefold.pipeline.DataPath;
import io.onefold.quality.Quarantine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `onefold quarantine …`
@Command(
        name = "quarantine",
        description = "Rows that broke a rule, with all their reasons.",
        mixinStandardHelpOptions = true,
        subcommands = {
            QuarantineCommand.ListCommand.class,
            QuarantineCommand.ShowCommand.class,
            QuarantineCommand.ReplayCommand.class
        })
public final class QuarantineCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Missing command; expected: quarantine list, show or replay");
    }

    /// `onefold quarantine list`
    @Command(
            name = "list",
            description = "Counts the rows of each quarantine, or of one by reason.",
            mixinStandardHelpOptions = true)
    static final class ListCommand implements Callable<Integer> {

        private static final List<String> DATASETS =
                List.of("dataset", "rows", "discarded", "latest", "reasons");
        private static final List<String> REASONS = List.of("rule", "column", "rows");

        private final Terminal terminal;

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "DATASET",
                description = "for example profiles_db.accounts")
        private @Nullable String dataset;

        @Mixin private final CallerOptions caller = new CallerOptions();

        @Mixin private final OutputOptions output = new OutputOptions();

        ListCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (Session session = Session.ofCatalog(terminal)) {
                Quarantine quarantine = session.path().quarantine();
                Principal reader = caller.principal(session.path().catalog());
                String wanted = dataset;
                if (wanted != null) {
                    Quarantine.Summary one = quarantine.list(DatasetName.parse(wanted), reader);
                    output.print(
                            terminal,
                            REASONS,
                            one.reasons().stream()
                                    .map(
                                            reason ->
                                                    Arrays.<@Nullable Object>asList(
                                                            reason.rule(),
                                                            reason.column(),
                                                            reason.rows()))
                                    .toList());
                    return 0;
                }
                output.print(
                        terminal,
                        DATASETS,
                        quarantine.datasets().stream()
                                .map(name -> row(quarantine.list(name, reader)))
                                .toList());
                return 0;
            }
        }

        private static List<@Nullable Object> row(Quarantine.Summary summary) {
            String reasons =
                    summary.reasons().stream()
                            .map(reason -> reason.rule() + " " + reason.rows())
                            .collect(Collectors.joining(", "));
            return Arrays.asList(
                    summary.dataset(),
                    summary.rows(),
                    summary.discarded(),
                    summary.latest(),
                    reasons);
        }
    }

    /// `onefold quarantine show`
    @Command(
            name = "show",
            description =
                    "Shows rejected rows, newest first, masked for who asks, with all their reasons.",
            mixinStandardHelpOptions = true)
    static final class ShowCommand implements Callable<Integer> {

        private final Terminal terminal;

        @SuppressWarnings("FieldCanBeFinal") // picocli writes it
        @Parameters(
                index = "0",
                paramLabel = "DATASET",
                description = "for example profiles_db.accounts")
        private String dataset = "";

        @Option(
                names = "--rule",
                paramLabel = "RULE",
                description = "only rows that broke this rule")
        private @Nullable String rule;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "100",
                description = "rows at most (default: 100)")
        private long limit = 100;

        @Mixin private final CallerOptions caller = new CallerOptions();

        @Mixin private final OutputOptions output = new OutputOptions();

        ShowCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            DatasetName name = DatasetName.parse(dataset);
            ReadLimits limits = new ReadLimits(limit, Duration.ofMinutes(1));
            try (Session session = Session.ofCatalog(terminal);
                    RowStream rows =
                            session.path()
                                    .quarantine()
                                    .show(
                                            name,
                                            Optional.ofNullable(rule),
                                            caller.principal(session.path().catalog()),
                                            limits)) {
                Rows.print(rows, output, terminal);
                return 0;
            }
        }
    }

    /// `onefold quarantine replay`
    @Command(
            name = "replay",
            description =
                    "Judges the rejected rows again by the contract of now, and promotes those that pass.",
            mixinStandardHelpOptions = true)
    static final class ReplayCommand implements Callable<Integer> {

        private static final List<String> COLUMNS =
                List.of("dataset", "revalidated", "promoted", "rejected", "not_replayable");

        private final Terminal terminal;

        @SuppressWarnings("FieldCanBeFinal") // picocli writes it
        @Parameters(
                index = "0",
                paramLabel = "DATASET",
                description = "for example profiles_db.accounts")
        private String dataset = "";

        @Mixin private final CallerOptions caller = new CallerOptions();

        @Mixin private final OutputOptions output = new OutputOptions();

        ReplayCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            DatasetName name = DatasetName.parse(dataset);
            try (Session session = Session.ofCatalog(terminal)) {
                DataPath path = session.path();
                Catalog catalog = path.catalog();
                Principal principal = caller.principal(catalog);
                DatasetContract contract = path.contract(name);
                try (OpenRun run = catalog.runs().start("quarantine replay " + name, principal)) {
                    RunContext context =
                            new RunContext(
                                    run.id(), principal, path.clock(), terminal.progress(), run);
                    Quarantine.ReplayResult result = path.quarantine().replay(contract, context);
                    run.succeed();
                    output.print(
                            terminal,
                            COLUMNS,
                            List.of(
                                    List.of(
                                            result.dataset(),
                                            result.revalidated(),
                                            result.promoted(),
                                            result.rejected(),
                                            result.notReplayable())));
                }
                return 0;
            }
        }
    }
}
