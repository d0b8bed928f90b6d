package io.onefold.bench.ingest;

import io.onefold.bench.parts.ScratchLake;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.report.Taken;
import io.onefold.catalog.Connections;
import io.onefold.catalog.Drift;
import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunJournal;
import io.onefold.catalog.SecretRef;
import io.onefold.catalog.Secrets;
import io.onefold.catalog.Settings;
import io.onefold.catalog.SourceConnection;
import io.onefold.catalog.SourceKind;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.Ingest;
import io.onefold.lake.Lake;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A lake of its own, into which the silo's table is ingested: each name has a raw table of its
/// own.
final class RawLoad implements AutoCloseable {

    private static final String PASSWORD = "BENCH_PASSWORD";

    private final ScratchPostgres server;
    private final String database;
    private final Lake lake;
    private final Ingest ingest;

    private RawLoad(ScratchPostgres server, String database, Lake lake, Ingest ingest) {
        this.server = server;
        this.database = database;
        this.lake = lake;
        this.ingest = ingest;
    }

    static RawLoad open(Path folder, ScratchPostgres server, String database) throws SQLException {
        Lake lake = ScratchLake.open(folder, server);
        Settings settings = Settings.of(folder, Map.of(PASSWORD, server.password()));
        Connections connections =
                new Connections(settings, new Secrets(settings), PartAddresses.NONE);
        return new RawLoad(
                server, database, lake, new Ingest(lake, connections, folder.resolve("landing")));
    }

    /// Ingests the table.
    ///
    /// @param name of the raw table's source
    Taken load(String name, @Nullable String watermark) throws Exception {
        SourceSpec source = source("bench_" + name, watermark);
        RunContext context =
                new RunContext(
                        UUID.randomUUID(),
                        Principal.localOperator("bench"),
                        Clock.systemUTC(),
                        Progress.SILENT,
                        RunJournal.NONE);
        return Taken.by(() -> ingest.run(source, source.tables().getFirst(), context));
    }

    @Override
    public void close() {
        lake.close();
    }

    private SourceSpec source(String name, @Nullable String watermark) {
        SourceTable table =
                new SourceTable(
                        PaymentsSilo.TABLE,
                        PaymentsSilo.TABLE,
                        List.of("payment_id"),
                        watermark,
                        Duration.ofHours(1),
                        false,
                        Map.of(),
                        Map.of(),
                        null);
        return new SourceSpec(
                name,
                name,
                SourceKind.POSTGRES,
                new SourceConnection.Server(
                        server.host(),
                        server.port(),
                        database,
                        server.user(),
                        new SecretRef("env:" + PASSWORD)),
                "public",
                null,
                Drift.FAIL,
                true,
                List.of(table));
    }
}
