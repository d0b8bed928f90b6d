package io.onefold.lake;

import io.onefold.lake.internal.duck.Engines;
import io.onefold.lake.internal.duck.FreshEngines;
import io.onefold.lake.internal.duck.SpillFolders;
import io.onefold.lake.internal.iceberg.Evolution;
import io.onefold.lake.internal.iceberg.IcebergTypes;
import io.onefold.lake.internal.iceberg.Tables;
import io.onefold.model.Column;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/// The lake: Iceberg tables on disk, found through PostgreSQL, worked on by DuckDB in this process.
/// Safe for use by many threads; each thread opens its own sessions.
public final class Lake implements AutoCloseable {

    private final LakeSettings settings;
    private final Governance governance;
    private final Tables tables;
    private final Engines engines;
    private final FreshEngines readers;

    private Lake(LakeSettings settings, Governance governance, Tables tables) {
        this.settings = settings;
        this.governance = governance;
        this.tables = tables;
        this.engines =
                new Engines(settings.spill(), settings.memoryMegabytes(), settings.threads());
        this.readers =
                new FreshEngines(
                        settings.spill(), settings.readerMemoryMegabytes(), settings.threads());
    }

    /// Opens the lake and makes what is missing: its folders and schema `iceberg`.
    ///
    /// @throws OnefoldException (UNAVAILABLE) when PostgreSQL does not answer, (INVALID_SETUP) when
    ///   a folder cannot be written
    public static Lake open(LakeSettings settings, Governance governance) {
        Objects.requireNonNull(governance);
        Engines.load();
        try {
            Files.createDirectories(settings.warehouse());
            Files.createDirectories(settings.spill());
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "lake folder "
                            + e.getMessage()
                            + " cannot be made; choose another or grant the right to write it",
                    e);
        }
        SpillFolders.removeStale(settings.spill());
        return new Lake(settings, governance, Tables.open(settings));
    }

    /// A session of one of Onefold's own stages. It reads clear values and may write. For one
    /// thread at a time.
    ///
    /// @throws OnefoldException (FORBIDDEN) for anybody else, who reads through [ReadDoor]
    public LakeSession session(Principal principal) {
        if (!principal.system()) {
            throw new OnefoldException(
                    ErrorCode.FORBIDDEN,
                    "'"
                            + principal.name()
                            + "' is not a stage of Onefold and gets no clear session; read through the read"
                            + " door, which masks");
        }
        return new LakeSession(tables, engines.take(), governance);
    }

    /// Creates a table without rows.
    ///
    /// @throws OnefoldException (CONFLICT) when it exists, (INVALID_INPUT) for a name, column or
    ///   partition that cannot be
    public LakeTable create(TableName name, List<Column> columns, List<PartitionField> partition) {
        return describe(name, tables.create(name, columns, partition));
    }

    /// The table, created first when it is missing. Columns of one that exists are not compared.
    public LakeTable findOrCreate(
            TableName name, List<Column> columns, List<PartitionField> partition) {
        Optional<LakeTable> found = find(name);
        return found.isPresent() ? found.get() : create(name, columns, partition);
    }

    public Optional<LakeTable> find(TableName name) {
        return tables.find(name).map(t -> describe(name, t));
    }

    /// The table.
    ///
    /// @throws OnefoldException (NOT_FOUND) naming the nearest table
    public LakeTable require(TableName name) {
        return describe(name, tables.load(name));
    }

    /// The tables whose address starts with a prefix, for example `trusted.`, in order; all for an
    /// empty prefix.
    public List<TableName> list(String prefix) {
        return tables.list(prefix);
    }

    /// Changes a table's columns in one commit.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the change that cannot be made
    public LakeTable evolve(TableName name, List<SchemaChange> changes) {
        return describe(name, Evolution.apply(name, tables.load(name), changes));
    }

    /// Takes a table out of the lake. Its files stay on disk as they are.
    public boolean drop(TableName name) {
        return tables.drop(name);
    }

    /// Expiry, orphans, small files, dropped columns.
    public LakeUpkeep upkeep() {
        return new LakeUpkeep(tables, engines);
    }

    Governance governance() {
        return governance;
    }

    LakeSettings settings() {
        return settings;
    }

    Tables tables() {
        return tables;
    }

    FreshEngines readers() {
        return readers;
    }

    private static LakeTable describe(TableName name, Table table) {
        List<LakeSnapshot> history =
                StreamSupport.stream(SnapshotUtil.currentAncestors(table).spliterator(), false)
                        .map(Lake::describe)
                        .toList()
                        .reversed();
        Map<String, String> totals = history.isEmpty() ? Map.of() : history.getLast().summary();
        return new LakeTable(
                name,
                IcebergTypes.columns(table.schema()),
                IcebergTypes.partition(table.spec()),
                history,
                total(totals, "total-records"),
                total(totals, "total-data-files"),
                total(totals, "total-files-size"),
                table.location());
    }

    private static long total(Map<String, String> summary, String key) {
        return Long.parseLong(summary.getOrDefault(key, "0"));
    }

    private static LakeSnapshot describe(Snapshot snapshot) {
        Long parent = snapshot.parentId();
        return new LakeSnapshot(
                snapshot.snapshotId(),
                parent == null ? OptionalLong.empty() : OptionalLong.of(parent),
                Instant.ofEpochMilli(snapshot.timestampMillis()),
                snapshot.operation(),
                snapshot.summary());
    }

    @Override
    public void close() {
        readers.close();
        engines.close();
        tables.close();
    }
}
