package io.onefold.bench.features;

import io.onefold.bench.parts.PostgresOptions;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.WorkFolder;
import io.onefold.bench.report.Figure;
import io.onefold.bench.report.ReportOptions;
import io.onefold.catalog.Settings;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The fifteen features of the handbook through the serving function, beside SQL windows.
@Command(
        name = "features",
        description =
                "Fifteen features of every payment through the serving function, beside SQL windows and a pandas pass.",
        mixinStandardHelpOptions = true)
public final class FeaturesCommand implements Callable<Integer> {

    /// A grouped-rolling pass of pandas over the same payments on the reference machine.
    private static final double PANDAS_ROWS_PER_SECOND = 143_000;

    private static final String PANDAS = "pandas, grouped rolling, reference machine";
    private static final int PANDAS_PERCENT_LEAST = 1000;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Parquet file of the handbook's payments (default: fraud-handbook/simulated-raw.parquet in the folder that ONEFOLD_DATA names)")
    private @Nullable Path file;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "how often both sides are measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Mixin private final ReportOptions report = new ReportOptions();
    @Mixin private final PostgresOptions postgres = new PostgresOptions();
    @Mixin private final WorkFolder work = new WorkFolder();
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Figure> figures = work.with(this::measure);
        return report.print(spec.commandLine().getOut(), figures);
    }

    private List<Figure> measure(Path folder) throws Exception {
        Settings settings = Settings.load(Path.of(""), System.getenv());
        List<Figure> figures = new ArrayList<>();
        try (ScratchPostgres server = ScratchPostgres.open(postgres, folder, settings);
                FeaturePass pass = FeaturePass.open(folder, server, payments())) {
            for (int round = 1; round <= rounds; round++) {
                say("round " + round + " of " + rounds);
                figures(pass, round, figures);
            }
        }
        return figures;
    }

    /// The side that goes first changes from round to round.
    private void figures(FeaturePass pass, int round, List<Figure> figures) {
        double peer = round % 2 == 1 ? pass.peer() : 0;
        FeaturePass.Taken ours = pass.ours();
        peer = round % 2 == 1 ? peer : pass.peer();
        say("the state had " + (ours.stateBytes() >> 20) + " MiB at the end");
        figures.add(figure(pass, ours, FeaturePass.PEER, peer, null));
        figures.add(
                figure(
                        pass,
                        ours,
                        PANDAS,
                        pass.rows() / PANDAS_ROWS_PER_SECOND,
                        PANDAS_PERCENT_LEAST));
    }

    private static Figure figure(
            FeaturePass pass,
            FeaturePass.Taken ours,
            String peer,
            double peerSeconds,
            @Nullable Integer percentLeast) {
        return new Figure(
                "15 features",
                pass.rows(),
                ours.seconds(),
                peer,
                peerSeconds,
                percentLeast,
                ours.heapBytesPeak());
    }

    private Path payments() {
        String data = System.getenv("ONEFOLD_DATA");
        Path wanted =
                file != null || data == null
                        ? file
                        : Path.of(data, "fraud-handbook", "simulated-raw.parquet");
        if (wanted == null || !Files.isReadable(wanted)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the handbook's payments are not at "
                            + wanted
                            + "; name the file with --file, or its folder's folder in ONEFOLD_DATA");
        }
        return wanted.toAbsolutePath();
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
    }
}
