package io.onefold.bench.lake;

import io.onefold.bench.parts.PostgresOptions;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.WorkFolder;
import io.onefold.bench.report.Figure;
import io.onefold.bench.report.ReportOptions;
import io.onefold.bench.report.ResidentPeak;
import io.onefold.catalog.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Rows of a table function into a committed, partitioned Iceberg table, beside DuckDB's bare
/// `COPY`.
@Command(
        name = "lake",
        description =
                "Rows of a table function into a committed, partitioned Iceberg table, beside DuckDB's bare COPY.",
        mixinStandardHelpOptions = true)
public final class LakeCommand implements Callable<Integer> {

    private static final int PERCENT_LEAST = 70;

    @Option(
            names = "--rows",
            defaultValue = "20000000",
            description = "rows of one write (default: ${DEFAULT-VALUE})")
    private long rows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "how often both sides are measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Mixin private final ReportOptions report = new ReportOptions();
    @Mixin private final PostgresOptions postgres = new PostgresOptions();
    @Mixin private final WorkFolder work = new WorkFolder();
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Figure> figures = work.with(this::measure);
        ResidentPeak.megabytes()
                .ifPresent(peak -> say("the whole process had " + peak + " MiB at most"));
        return report.print(spec.commandLine().getOut(), figures);
    }

    private List<Figure> measure(Path folder) throws Exception {
        Settings settings = Settings.load(Path.of(""), System.getenv());
        List<Figure> figures = new ArrayList<>();
        try (ScratchPostgres server = ScratchPostgres.open(postgres, folder, settings);
                PartitionedWrite write = PartitionedWrite.open(folder, server, rows)) {
            for (int round = 1; round <= rounds; round++) {
                say("round " + round + " of " + rounds);
                figures.add(figure(write, round));
            }
        }
        return figures;
    }

    /// The side that goes first changes from round to round.
    private Figure figure(PartitionedWrite write, int round) {
        double copy = round % 2 == 1 ? write.copy(round) : 0;
        PartitionedWrite.Taken ours = write.lake(round);
        copy = round % 2 == 1 ? copy : write.copy(round);
        return new Figure(
                "partitioned write",
                rows,
                ours.seconds(),
                PartitionedWrite.PEER,
                copy,
                PERCENT_LEAST,
                ours.heapBytesPeak());
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
    }
}
