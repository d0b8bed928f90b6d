package io.onefold.ingest.internal.files;

import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.internal.landing.Landed;
import io.onefold.ingest.internal.landing.LandingFolder;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.silo.ReadPlan;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.SiloReader;
import io.onefold.ingest.internal.silo.SiloTable;
import io.onefold.lake.DuckSql;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The Parquet files of a table, read by the engine where they are. Files may differ in their
/// columns; one that a file lacks is null there. A column that is excluded is never read from a
/// file.
public final class ParquetReader implements SiloReader {

    private final SourceTable table;
    private final FileSet files;
    private final List<ParquetColumn> columns;

    private ParquetReader(SourceTable table, FileSet files, List<ParquetColumn> columns) {
        this.table = table;
        this.files = files;
        this.columns = List.copyOf(columns);
    }

    /// Finds the files and reads their schemas.
    ///
    /// @throws OnefoldException (RUN_FAILED) when there is none, or one is not Parquet
    public static ParquetReader open(SourceSpec source, SourceTable table, Path root) {
        FileSet files = FileSet.find(source, table, root);
        List<ParquetColumn> columns = new ArrayList<>();
        query(
                files,
                "DESCRIBE FROM " + scan(files, false),
                row -> columns.add(ParquetColumn.of(row.getString(1), row.getString(2))));
        return new ParquetReader(table, files, columns);
    }

    @Override
    public SiloTable describe() {
        return SiloTable.without(
                table.exclude().keySet(),
                columns,
                ParquetColumn::name,
                ParquetColumn::siloColumn,
                false,
                files.modified());
    }

    @Override
    public Landed read(ReadPlan plan, LandingFolder folder, RowMeter meter) {
        Landed landed = landed(plan.columns());
        if (landed.rows() == 0) {
            throw FileReads.noRows(files);
        }
        meter.landed(landed.rows());
        return landed;
    }

    @Override
    public Landed readKeys(List<SiloColumn> key, LandingFolder folder, RowMeter meter) {
        return landed(key);
    }

    @Override
    public void close() {}

    private Landed landed(List<SiloColumn> planned) {
        List<Long> counts = new ArrayList<>();
        query(
                files,
                "SELECT count(*) FROM " + scan(files, false),
                row -> counts.add(row.getLong(1)));
        List<String> items = new ArrayList<>();
        List<Landed.LandedColumn> landed = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            String alias = "c" + i;
            SiloColumn column = planned.get(i);
            ParquetColumn found =
                    columns.stream()
                            .filter(each -> each.name().equals(column.name()))
                            .findFirst()
                            .orElse(ParquetColumn.absent(column));
            items.add(found.selected() + " AS " + alias);
            landed.add(found.landed(column, alias));
            texts.add(found.canonical(alias));
        }
        String hash =
                "sha256(regexp_replace(concat_ws(chr(9), "
                        + String.join(", ", texts)
                        + "), '(\\t\\\\N)+$', ''))";
        return new Landed(
                "(SELECT "
                        + String.join(", ", items)
                        + ", filename AS f, file_row_number + 1 AS r FROM "
                        + scan(files, true)
                        + ")",
                landed,
                hash,
                source(),
                "r",
                null,
                counts.getFirst(),
                0,
                false,
                null,
                null);
    }

    private String source() {
        return "replace(f, " + DuckSql.text(files.root() + "/") + ", '')";
    }

    private static String scan(FileSet files, boolean withPlace) {
        return files.files().stream()
                .map(file -> DuckSql.text(file.path().toString()))
                .collect(
                        Collectors.joining(
                                ", ",
                                "read_parquet([",
                                "], union_by_name = true, hive_partitioning = false"
                                        + (withPlace
                                                ? ", filename = true, file_row_number = true)"
                                                : ")")));
    }

    /// Takes one row of a result.
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private static void query(FileSet files, String sql, Row rows) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.take(result);
            }
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "one of the files "
                            + files.names()
                            + " of source '"
                            + files.source()
                            + "' is not whole Parquet, or their columns of one name have types that do not go"
                            + " together; nothing was committed. Deliver them again",
                    e);
        }
    }
}
