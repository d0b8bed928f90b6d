package io.onefold.synth.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.synth.internal.draw.Population;
import io.onefold.synth.internal.output.Folder;
import io.onefold.synth.internal.output.ProgressLine;
import io.onefold.synth.internal.output.RowWriter.Form;
import io.onefold.synth.internal.output.SiloIndex;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// `onefold generate`: its sub-commands, options and exit codes.
@Command(
        name = "onefold generate",
        description =
                "Invents silos with known answers: per silo a schema and its rows, and truth/ with what must hold.",
        synopsisSubcommandLabel = "(all | streaming | payments)",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:invalid input",
            "2:usage",
            "3:the folder could not be written"
        })
public final class GenerateCommand {

    private static final int MAX_SQL_SCALE = 20;
    private static final int MAX_SCALE = 10_000_000;

    private final PrintStream messages;
    private final boolean terminal;
    private final InstantSource clock;

    /// @param messages where progress and errors go
    /// @param terminal whether a person watches them
    public GenerateCommand(PrintStream messages, boolean terminal, InstantSource clock) {
        this.messages = messages;
        this.terminal = terminal;
        this.clock = clock;
    }

    /// Runs the program.
    ///
    /// @return its exit code
    public int run(String... arguments) {
        CommandLine command = new CommandLine(this);
        command.addSubcommand(new All(this))
                .addSubcommand(new Streaming(this))
                .addSubcommand(new Payments(this));
        addHelp(command);
        command.getSubcommands().values().forEach(GenerateCommand::addHelp);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler(
                (failure, line, parsed) -> {
                    messages.println(failure.getMessage());
                    return failure instanceof OnefoldException known ? known.code().exitCode() : 3;
                });
        return command.execute(arguments);
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Shows this text.")
                                .build());
    }

    private int generate(Options options, List<SiloFamily> families) {
        Order order = options.order();
        Population population = new Population(options.seed);
        try (Folder folder = new Folder(options.out)) {
            folder.remove(SiloIndex.FILE);
            SiloIndex index = new SiloIndex();
            for (SiloFamily family : families) {
                family.write(
                        population,
                        order,
                        folder,
                        index,
                        new ProgressLine(messages, terminal, clock));
            }
            index.write(folder);
        }
        messages.println("written to " + options.out.toAbsolutePath());
        return 0;
    }

    /// The options that every sub-command has.
    static final class Options {
        @Option(
                names = "--seed",
                defaultValue = "42",
                description = "Same seed, same bytes. Default: ${DEFAULT-VALUE}")
        private long seed;

        @Option(
                names = "--scale",
                defaultValue = "1",
                paramLabel = "K",
                description =
                        "K times 120 accounts, 1,500 events, 80 tickets; 2,400 payers, 130,000 payments. Default: ${DEFAULT-VALUE}")
        private int scale;

        @Option(
                names = "--as-of",
                defaultValue = "2025-11-03T00:00:00Z",
                paramLabel = "WHEN",
                description =
                        "Date or instant that everything is planted around. Default: ${DEFAULT-VALUE}")
        private String asOf = "";

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Folder to write.")
        private Path out = Path.of("");

        @Option(
                names = "--form",
                paramLabel = "sql|csv",
                description =
                        "INSERT statements per silo, or a CSV file per table. Default: sql up to scale "
                                + MAX_SQL_SCALE
                                + ", csv above")
        private @Nullable Form form;

        @Option(
                names = "--threads",
                description =
                        "How many draw at a time; changes no byte. Default: one per processor")
        private int threads = Runtime.getRuntime().availableProcessors();

        private Order order() {
            within("--scale", scale, MAX_SCALE);
            within("--threads", threads, 1_024);
            Form chosen = form != null ? form : scale <= MAX_SQL_SCALE ? Form.SQL : Form.CSV;
            return new Order(scale, instant(), chosen, threads);
        }

        private static void within(String option, int value, int max) {
            if (value < 1 || value > max) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        String.format(
                                Locale.ROOT,
                                "%s %d is not possible; expected 1 to %,d",
                                option,
                                value,
                                max));
            }
        }

        private Instant instant() {
            try {
                return asOf.indexOf('T') < 0
                        ? LocalDate.parse(asOf).atStartOfDay().toInstant(ZoneOffset.UTC)
                        : Instant.parse(asOf);
            } catch (DateTimeParseException e) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "--as-of '"
                                + asOf
                                + "' is not a date; expected 2025-11-03 or 2025-11-03T00:00:00Z",
                        e);
            }
        }
    }

    /// Every silo there is, over one population.
    @Command(
            name = "all",
            description = "All silos that exist, over one population: the same people in each.")
    static final class All implements Callable<Integer> {
        private final GenerateCommand command;

        @Mixin private final Options options = new Options();

        All(GenerateCommand command) {
            this.command = command;
        }

        @Override
        public Integer call() {
            return command.generate(options, List.of(new StreamingSilos(), new PaymentSilo()));
        }
    }

    /// The silo of the payment service.
    @Command(
            name = "payments",
            description = {
                "A PostgreSQL silo of eighteen weeks of labelled payments, payments_db: five fraud types, each by several patterns.",
                "truth/frauds.csv names every planted fraud; live/ holds requests to send. Always CSV."
            })
    static final class Payments implements Callable<Integer> {
        private final GenerateCommand command;

        @Mixin private final Options options = new Options();

        Payments(GenerateCommand command) {
            this.command = command;
        }

        @Override
        public Integer call() {
            return command.generate(options, List.of(new PaymentSilo()));
        }
    }

    /// The silos of the streaming service.
    @Command(
            name = "streaming",
            description =
                    "Three PostgreSQL silos of a streaming service: profiles_db, streaming_db, support_db.")
    static final class Streaming implements Callable<Integer> {
        private final GenerateCommand command;

        @Mixin private final Options options = new Options();

        Streaming(GenerateCommand command) {
            this.command = command;
        }

        @Override
        public Integer call() {
            return command.generate(options, List.of(new StreamingSilos()));
        }
    }
}
