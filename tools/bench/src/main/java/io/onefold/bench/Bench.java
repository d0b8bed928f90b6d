package io.onefold.bench;

import io.onefold.bench.features.FeaturesCommand;
import io.onefold.bench.graph.GraphCommand;
import io.onefold.bench.ingest.IngestCommand;
import io.onefold.bench.lake.LakeCommand;
import io.onefold.bench.predict.PredictCommand;
import io.onefold.bench.report.Form;
import io.onefold.bench.scoring.ScoringCommand;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The program behind `onefold bench`: each subcommand measures one part of Onefold beside a peer,
/// in turns and on the same machine, and prints both sides.
@Command(
        name = "onefold bench",
        description = "Measures a part beside a peer, in the same run, and prints both sides.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            IngestCommand.class,
            LakeCommand.class,
            GraphCommand.class,
            ScoringCommand.class,
            FeaturesCommand.class,
            PredictCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured",
            "1:invalid input or set-up",
            "2:wrong usage",
            "3:the run failed",
            "4:a bound did not hold (with --verify)"
        })
public final class Bench implements Runnable {

    @Spec private CommandSpec spec;

    private Bench() {}

    /// @param arguments what follows `bench`, for example `ingest --rows 5000000`
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /// The command line with all its commands.
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Bench());
        line.setExecutionExceptionHandler((failure, command, parsed) -> told(failure, command));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Form.class, text -> Form.valueOf(text.toUpperCase(Locale.ROOT)));
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    private static int told(Exception failure, CommandLine command) {
        if (failure instanceof OnefoldException known) {
            command.getErr().println("onefold bench: " + known.getMessage());
            return known.code().exitCode();
        }
        failure.printStackTrace(command.getErr());
        return ErrorCode.INTERNAL.exitCode();
    }
}
