package io.onefold.bench.ingest;

import io.onefold.bench.parts.PostgresOptions;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.WorkFolder;
import io.onefold.bench.report.Figure;
import io.onefold.bench.report.ReportOptions;
import io.onefold.catalog.Settings;
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

/// Rows out of PostgreSQL into a committed raw table, beside `COPY … TO STDOUT` piped to a file.
@Command(
        name = "ingest",
        description =
                "Rows out of PostgreSQL into a committed raw table, beside COPY … TO STDOUT piped to a file.",
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {

    private static final int PERCENT_LEAST = 70;

    @Option(
            names = "--rows",
            defaultValue = "5000000",
            description = "rows of the silo's table (default: ${DEFAULT-VALUE})")
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
        return report.print(spec.commandLine().getOut(), figures);
    }

    private List<Figure> measure(Path folder) throws Exception {
        Settings settings = Settings.load(Path.of(""), System.getenv());
        List<Figure> figures = new ArrayList<>();
        try (ScratchPostgres server = ScratchPostgres.open(postgres, folder, settings)) {
            say("filling the silo with " + rows + " rows");
            PaymentsSilo silo = PaymentsSilo.fill(server, rows);
            try (RawLoad raw = RawLoad.open(folder, server, silo.database())) {
                for (int round = 1; round <= rounds; round++) {
                    say("round " + round + " of " + rounds);
                    double copy = silo.copy(folder.resolve("copy.txt"));
                    figures.add(figure("first load", raw.load(round, null), copy, PERCENT_LEAST));
                    figures.add(figure("again, read whole", raw.load(round, null), copy, null));
                }
                double copy = silo.copy(folder.resolve("copy.txt"));
                figures.add(
                        figure(
                                "first load, with watermark",
                                raw.load(0, "paid_at"),
                                copy,
                                PERCENT_LEAST));
                figures.add(figure("again, by watermark", raw.load(0, "paid_at"), copy, null));
            }
        }
        return figures;
    }

    private Figure figure(
            String measure, RawLoad.Taken taken, double copy, @Nullable Integer percentLeast) {
        return new Figure(
                measure,
                rows,
                taken.seconds(),
                PaymentsSilo.PEER,
                copy,
                percentLeast,
                taken.heapBytesPeak());
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
    }
}
