package io.onefold.bench.lake;

import io.onefold.bench.parts.PostgresOptions;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.WorkFolder;
import io.onefold.bench.report.Comparison;
import io.onefold.bench.report.Contest;
import io.onefold.bench.report.ResidentPeak;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Rows of a table function into a committed, partitioned Iceberg table, beside DuckDB's bare
/// `COPY`.
@Command(
        name = "lake",
        description =
                "Rows of a table function into a committed, partitioned Iceberg table, beside DuckDB's bare COPY.",
        mixinStandardHelpOptions = true)
public final class LakeCommand extends Comparison {

    private static final int PERCENT_LEAST = 70;

    @Option(
            names = "--rows",
            defaultValue = "20000000",
            description = "rows of one write (default: ${DEFAULT-VALUE})")
    private long rows;

    @Mixin private final PostgresOptions postgres = new PostgresOptions();
    @Mixin private final WorkFolder work = new WorkFolder();

    @Override
    protected void measure() throws Exception {
        work.run(this::measureIn);
        ResidentPeak.megabytes()
                .ifPresent(peak -> say("the whole process had " + peak + " MiB at most"));
    }

    private void measureIn(Path folder) throws Exception {
        try (ScratchPostgres server = ScratchPostgres.open(postgres, folder);
                PartitionedWrite write = PartitionedWrite.open(folder, server, rows)) {
            rounds((number, peerFirst) -> found(writing(write, number).measured(peerFirst)));
        }
    }

    private Contest writing(PartitionedWrite write, int number) {
        return new Contest(
                "partitioned write",
                rows,
                () -> write.lake(number),
                PartitionedWrite.PEER,
                () -> write.copy(number),
                PERCENT_LEAST);
    }
}
