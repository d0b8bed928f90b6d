package io.onefold.cli;

import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.print.Format;
import io.onefold.model.run.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The root command: it only knows its subcommands.
@Command(
        name = "onefold",
        description = "One governed record of each customer, out of every silo.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:invalid input or set-up",
            "2:wrong usage",
            "3:the run failed",
            "4:a check did not hold"
        })
public final class Onefold implements Runnable {

    @Spec private CommandSpec spec;

    private Onefold() {}

    /// The command line with all its commands.
    public static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new Onefold(), new CommandFactory(terminal));
        Commands.ALL.forEach(line::addSubcommand);
        line.setExecutionExceptionHandler(new Failures(terminal, logFile(terminal)));
        line.setOut(terminal.out());
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Format.class, text -> Format.valueOf(text.toUpperCase(Locale.ROOT)));
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    /// Runs a command inside this process, silent about how far it is.
    ///
    /// @param folder the working folder
    /// @param environment the environment variables, all of them
    /// @param out where data goes
    /// @param err where everything for people goes
    /// @return the exit code
    public static int execute(
            Path folder,
            Map<String, String> environment,
            Writer out,
            OutputStream err,
            String... arguments) {
        Terminal terminal =
                new Terminal(
                        new PrintWriter(out),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Progress.SILENT,
                        environment,
                        folder,
                        Clock.systemUTC());
        int exit = commandLine(terminal).execute(arguments);
        terminal.flush();
        return exit;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    private static Path logFile(Terminal terminal) {
        String configured = terminal.environment().get("ONEFOLD_VAR");
        Path var =
                configured == null ? terminal.workingFolder().resolve("var") : Path.of(configured);
        return var.resolve("log").resolve("onefold.log");
    }
}
