package io.onefold.bench.ingest;

import io.onefold.bench.parts.PostgresOptions;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.WorkFolder;
import io.onefold.bench.report.Comparison;
import io.onefold.bench.report.Figure;
import io.onefold.bench.report.Taken;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Rows out of PostgreSQL into a committed raw table, beside `COPY … TO STDOUT` piped to a file.
@Command(
        name = "ingest",
        description =
                "Rows out of PostgreSQL into a committed raw table, beside COPY … TO STDOUT piped to a file.",
        mixinStandardHelpOptions = true)
public final class IngestCommand extends Comparison {

    private static final int PERCENT_LEAST = 70;

    @Option(
            names = "--rows",
            defaultValue = "5000000",
            description = "rows of the silo's table (default: ${DEFAULT-VALUE})")
    private long rows;

    @Mixin private final PostgresOptions postgres = new PostgresOptions();
    @Mixin private final WorkFolder work = new WorkFolder();

    @Override
    protected void measure() throws Exception {
        work.run(this::measureIn);
    }

    private void measureIn(Path folder) throws Exception {
        Path file = folder.resolve("copy.txt");
        try (ScratchPostgres server = ScratchPostgres.open(postgres, folder)) {
            say("filling the silo with " + rows + " rows");
            PaymentsSilo silo = PaymentsSilo.fill(server, rows);
            try (RawLoad raw = RawLoad.open(folder, server, silo.database())) {
                say("warming both sides up, with a load each that is not measured");
                silo.copy(file);
                raw.load("warm", null);
                rounds(
                        (number, peerFirst) ->
                                loads(silo, raw, "round_" + number, null, file, peerFirst));
                loads(silo, raw, "watermark", "paid_at", file, true);
            }
        }
    }

    /// A first load, and the same table read again, beside one copy.
    private void loads(
            PaymentsSilo silo,
            RawLoad raw,
            String name,
            @Nullable String watermark,
            Path file,
            boolean peerFirst)
            throws Exception {
        double before = peerFirst ? silo.copy(file) : 0;
        Taken first = raw.load(name, watermark);
        Taken again = raw.load(name, watermark);
        double copy = peerFirst ? before : silo.copy(file);
        String how = watermark == null ? "" : ", with watermark";
        found(new Figure("first load" + how, rows, first, PaymentsSilo.PEER, copy, PERCENT_LEAST));
        found(new Figure("again" + how, rows, again, PaymentsSilo.PEER, copy, null));
    }
}
