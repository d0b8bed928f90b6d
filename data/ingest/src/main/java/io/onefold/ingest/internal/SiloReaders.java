package io.onefold.ingest.internal;

import io.onefold.catalog.Connections;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.internal.files.CsvReader;
import io.onefold.ingest.internal.files.JsonLinesReader;
import io.onefold.ingest.internal.files.ParquetReader;
import io.onefold.ingest.internal.mysql.MySqlReader;
import io.onefold.ingest.internal.postgres.PostgresReader;
import io.onefold.ingest.internal.silo.SiloReader;
import java.util.Objects;

/// Opens the reader that fits a source's kind.
public final class SiloReaders {

    private final Connections connections;
    private final int streamsMax;

    /// @param streamsMax how many connections one read may use
    public SiloReaders(Connections connections, int streamsMax) {
        this.connections = Objects.requireNonNull(connections);
        this.streamsMax = streamsMax;
    }

    /// @throws io.onefold.model.OnefoldException (UNAVAILABLE, INVALID_SETUP, RUN_FAILED) when the
    ///   silo does not answer, refuses the account, or has no such table
    public SiloReader open(SourceSpec source, SourceTable table) {
        return switch (source.kind()) {
            case POSTGRES ->
                    PostgresReader.open(connections.resolve(source), source, table, streamsMax);
            case MYSQL -> MySqlReader.open(connections.resolve(source), source, table, streamsMax);
            case CSV -> CsvReader.open(source, table, connections.folder(source), streamsMax);
            case JSON ->
                    JsonLinesReader.open(source, table, connections.folder(source), streamsMax);
            case PARQUET -> ParquetReader.open(source, table, connections.folder(source));
        };
    }
}
