package io.onefold.catalog;

import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A silo to ingest: where it is, and which of its tables are read how.
///
/// @param name the prefix of its datasets, for example `profiles_db`
/// @param manifest the name of the manifest that declared it, for example `profiles-db`
/// @param kind what it is made of
/// @param connection where it is reached
/// @param schema the database schema of its tables; null: the server's default, or files
/// @param zone the zone of times that carry none; null: such a time is an error where a zone is
///   needed
/// @param drift what happens when columns come or go
/// @param active whether it is ingested at all
/// @param tables its tables, in the order of the manifest
public record SourceSpec(
        String name,
        String manifest,
        SourceKind kind,
        SourceConnection connection,
        @Nullable String schema,
        @Nullable ZoneId zone,
        Drift drift,
        boolean active,
        List<SourceTable> tables) {

    public SourceSpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(manifest);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(connection);
        Objects.requireNonNull(drift);
        tables = List.copyOf(tables);
    }

    /// The dataset a table becomes.
    public DatasetName dataset(SourceTable table) {
        return new DatasetName(name, table.name());
    }

    public Optional<SourceTable> find(String table) {
        return tables.stream().filter(each -> each.name().equals(table)).findFirst();
    }

    /// @throws OnefoldException (NOT_FOUND) naming the tables there are
    public SourceTable table(String table) {
        return find(table)
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.NOT_FOUND,
                                        "source '"
                                                + manifest
                                                + "' has no table '"
                                                + table
                                                + "'; it has "
                                                + tables.stream().map(SourceTable::name).toList()));
    }
}
