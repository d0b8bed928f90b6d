package io.onefold.lake.internal.write;

import io.onefold.lake.DuckSql;
import io.onefold.lake.internal.duck.EngineFailure;
import io.onefold.lake.internal.duck.Schemas;
import io.onefold.lake.internal.iceberg.LocalFileIO;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// Writes the rows of a SELECT as Parquet files of a table, by one COPY; no row passes through
/// Java. Nothing is committed: until a commit names them, the files are orphans.
public final class DataFileWriter {

    /// Files of unpartitioned writes are cut at about this size.
    private static final String FILE_SIZE = "512MB";

    /// Different values of a column and row group up to which it gets a dictionary. The engine's
    /// own limit is larger: the files are no smaller for it, and cost a fifth more to write.
    private static final int DICTIONARY_VALUES_MAX = 4000;

    private final Connection connection;

    public DataFileWriter(Connection connection) {
        this.connection = connection;
    }

    /// The files of one write, and the folder that holds nothing but them.
    public record Written(Path folder, List<DataFile> files) {

        public Written {
            files = List.copyOf(files);
        }

        public long rows() {
            return files.stream().mapToLong(DataFile::recordCount).sum();
        }

        /// Removes the files; for a write that was not committed.
        public void discard() {
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                System.getLogger(DataFileWriter.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "{0} stays as an orphan: {1}",
                                folder,
                                e.getMessage());
            }
        }
    }

    /// @param select a SELECT of exactly the schema's columns and types, from [Projection#onto]
    /// @throws OnefoldException (UNPROCESSABLE) when a required column holds a null; nothing stays
    ///   on disk
    public Written write(Table table, Schema schema, String select) {
        Path folder =
                LocalFileIO.path(table.location())
                        .resolve("data")
                        .resolve(UUID.randomUUID().toString());
        PartitionSpec spec = table.spec();
        PartitionKeys keys = new PartitionKeys(spec, schema);
        try {
            LocalFileIO io = LocalFileIO.of(table);
            Files.createDirectories(folder);
            List<CopiedFile> copied;
            try (EarlyForce _ = EarlyForce.of(folder)) {
                copied = copy(schema, keys, select, folder);
            }
            List<DataFile> files = new ArrayList<>();
            for (CopiedFile file : copied) {
                if (file.rows() == 0) {
                    Files.delete(file.path());
                    continue;
                }
                requireNoNulls(schema, file);
                io.forceWithCommit(file.path());
                files.add(dataFile(spec, keys, schema, file));
            }
            Written written = new Written(folder, files);
            if (files.isEmpty()) {
                written.discard();
            }
            return written;
        } catch (IOException e) {
            new Written(folder, List.of()).discard();
            throw new UncheckedIOException("cannot write in " + folder, e);
        } catch (RuntimeException e) {
            new Written(folder, List.of()).discard();
            throw e;
        }
    }

    private record CopiedFile(
            Path path,
            long rows,
            long bytes,
            Map<String, Map<String, @Nullable String>> statistics,
            Map<String, @Nullable String> partition) {}

    private List<CopiedFile> copy(Schema schema, PartitionKeys keys, String select, Path folder) {
        String helpers =
                keys.selectItems().stream().map(i -> ", " + i).collect(Collectors.joining());
        String source = keys.isEmpty() ? select : "SELECT *" + helpers + " FROM (" + select + "\n)";
        String layout =
                keys.isEmpty()
                        ? ", FILE_SIZE_BYTES '" + FILE_SIZE + "'"
                        : ", PARTITION_BY ("
                                + keys.names().stream()
                                        .map(DuckSql::name)
                                        .collect(Collectors.joining(", "))
                                + ")";
        String copy =
                "COPY ("
                        + source
                        + "\n) TO "
                        + DuckSql.text(folder.toString())
                        + " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT "
                        + DICTIONARY_VALUES_MAX
                        + ", FIELD_IDS "
                        + Schemas.fieldIds(schema)
                        + ", RETURN_STATS, OVERWRITE_OR_IGNORE"
                        + layout
                        + ")";
        List<CopiedFile> files = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(copy)) {
            while (rows.next()) {
                files.add(
                        new CopiedFile(
                                Path.of(rows.getString("filename")),
                                rows.getLong("count"),
                                rows.getLong("file_size_bytes"),
                                statistics(rows.getObject("column_statistics")),
                                texts(rows.getObject("partition_keys"))));
            }
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
        return files;
    }

    private static Map<String, Map<String, @Nullable String>> statistics(@Nullable Object map) {
        Map<String, Map<String, @Nullable String>> statistics = new HashMap<>();
        if (map instanceof Map<?, ?> columns) {
            columns.forEach((column, of) -> statistics.put((String) column, texts(of)));
        }
        return statistics;
    }

    private static Map<String, @Nullable String> texts(@Nullable Object map) {
        Map<String, @Nullable String> texts = new HashMap<>();
        if (map instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> texts.put((String) key, (String) value));
        }
        return texts;
    }

    private static void requireNoNulls(Schema schema, CopiedFile file) {
        for (Types.NestedField field : schema.columns()) {
            Map<String, @Nullable String> of = file.statistics().get(DuckSql.name(field.name()));
            String nulls = of == null ? null : of.get("null_count");
            if (field.isRequired() && nulls != null && !nulls.equals("0")) {
                throw new OnefoldException(
                        ErrorCode.UNPROCESSABLE,
                        "column '"
                                + field.name()
                                + "' is required, and "
                                + nulls
                                + " rows have no value in it; filter them out or give them one");
            }
        }
    }

    private DataFile dataFile(
            PartitionSpec spec, PartitionKeys keys, Schema schema, CopiedFile file) {
        Metrics metrics = FileMetrics.of(schema, file.rows(), file.statistics());
        DataFiles.Builder builder =
                DataFiles.builder(spec)
                        .withPath(LocalFileIO.location(file.path()))
                        .withFormat(FileFormat.PARQUET)
                        .withFileSizeInBytes(file.bytes())
                        .withMetrics(metrics);
        if (!keys.isEmpty()) {
            builder.withPartition(keys.decode(file.partition(), readBack(keys, file)));
        }
        return builder.build();
    }

    private Map<String, String> readBack(PartitionKeys keys, CopiedFile file) {
        Map<String, String> values = new HashMap<>();
        for (String column : keys.columnsToRead(file.partition())) {
            String sql =
                    "SELECT "
                            + DuckSql.name(column)
                            + " FROM read_parquet("
                            + DuckSql.text(file.path().toString())
                            + ", hive_partitioning = false) LIMIT 1";
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                values.put(column, rows.getString(1));
            } catch (SQLException e) {
                throw EngineFailure.of(e);
            }
        }
        return values;
    }
}
