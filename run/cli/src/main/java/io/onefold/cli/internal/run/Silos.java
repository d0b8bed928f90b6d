package io.onefold.cli.internal.run;

import io.onefold.catalog.Settings;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Lease;
import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.embedded.SiloLoader;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `onefold silos …`
@Command(
        name = "silos",
        description = "The databases that stand for silos on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = Silos.Load.class)
public final class Silos implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Missing command; expected: silos load FOLDER");
    }

    /// `onefold silos load`
    @Command(
            name = "load",
            description = {
                "Makes databases of a folder: its silos.yaml, or <silo>_schema.sql with <silo>_sample_data.sql.",
                "A folder that was loaded before and has not changed is left as it is."
            },
            mixinStandardHelpOptions = true)
    static final class Load implements Callable<Integer> {

        private static final List<String> COLUMNS = List.of("silo", "part", "outcome", "rows");

        private final Terminal terminal;

        @SuppressWarnings("FieldCanBeFinal") // picocli writes it
        @Parameters(
                index = "0",
                paramLabel = "FOLDER",
                description = "what onefold generate wrote, or a dump")
        private Path folder = Path.of("");

        @Mixin private final OutputOptions output = new OutputOptions();

        Load(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Settings settings = Session.settings(terminal);
            Path full = terminal.workingFolder().resolve(folder).normalize();
            Set<Part> parts = EnumSet.copyOf(SiloLoader.parts(full, settings));
            try (Lease lease =
                    Parts.lease(settings, Parts.var(settings), parts, terminal.progress())) {
                List<SiloLoader.Outcome> outcomes =
                        SiloLoader.load(full, lease, terminal.progress());
                output.print(terminal, COLUMNS, outcomes.stream().map(Load::row).toList());
                return 0;
            }
        }

        private static List<Object> row(SiloLoader.Outcome outcome) {
            return List.of(
                    outcome.name(),
                    outcome.part().wireName(),
                    outcome.loaded() ? "loaded" : "unchanged",
                    outcome.rows());
        }
    }
}
