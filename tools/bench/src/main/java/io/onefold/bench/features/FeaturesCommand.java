package io.onefold.bench.features;

import io.onefold.bench.parts.PostgresOptions;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.WorkFolder;
import io.onefold.bench.report.Comparison;
import io.onefold.bench.report.Contest;
import io.onefold.bench.report.Figure;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The fifteen features of the handbook through the serving function, beside SQL windows.
@Command(
        name = "features",
        description =
                "Fifteen features of every payment through the serving function, beside SQL windows and a pandas pass.",
        mixinStandardHelpOptions = true)
public final class FeaturesCommand extends Comparison {

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

    @Mixin private final PostgresOptions postgres = new PostgresOptions();
    @Mixin private final WorkFolder work = new WorkFolder();

    @Override
    protected void measure() throws Exception {
        work.run(this::measureIn);
    }

    private void measureIn(Path folder) throws Exception {
        try (ScratchPostgres server = ScratchPostgres.open(postgres, folder);
                FeaturePass pass = FeaturePass.open(folder, server, payments())) {
            Contest contest =
                    new Contest(
                            "15 features",
                            pass.rows(),
                            pass::ours,
                            FeaturePass.PEER,
                            pass::peer,
                            null);
            say("warming both sides up, with two passes each that are not measured");
            contest.measured(true);
            contest.measured(false);
            rounds(
                    (number, peerFirst) -> {
                        Figure beside = contest.measured(peerFirst);
                        found(beside);
                        found(
                                beside.besideRate(
                                        PANDAS, PANDAS_ROWS_PER_SECOND, PANDAS_PERCENT_LEAST));
                    });
            say("the state had " + (pass.stateBytes() >> 20) + " MiB at the end");
        }
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
}
