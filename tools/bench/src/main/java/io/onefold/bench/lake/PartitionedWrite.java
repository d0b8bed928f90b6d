package io.onefold.bench.lake;

import io.onefold.bench.parts.ScratchLake;
import io.onefold.bench.parts.ScratchPostgres;
import io.onefold.bench.parts.SqlText;
import io.onefold.bench.report.Taken;
import io.onefold.lake.Commit;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.PartitionField;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// One SELECT, written twice: into a partitioned table of the lake until it is committed, and by
/// the engine's bare COPY with the same partitions and compression. Both use one session's engine.
final class PartitionedWrite implements AutoCloseable {

    static final String PEER = "COPY TO parquet";

    private static final String PARTITION = "branch";

    private final Lake lake;
    private final LakeSession session;
    private final Path folder;
    private final String select;
    private final long rows;

    private PartitionedWrite(Lake lake, Path folder, long rows) {
        this.lake = lake;
        this.session = lake.session(Principal.system("bench"));
        this.folder = folder;
        this.rows = rows;
        this.select =
                SqlText.of(PartitionedWrite.class, "payments.sql")
                        .replace("{rows}", Long.toString(rows));
    }

    static PartitionedWrite open(Path folder, ScratchPostgres server, long rows)
            throws SQLException {
        return new PartitionedWrite(ScratchLake.open(folder, server), folder, rows);
    }

    /// Writes a new table and commits it.
    Taken lake(int round) throws Exception {
        TableName table = TableName.of("bench", "payments_" + round);
        return Taken.by(() -> commit(table, "round-" + round));
    }

    private void commit(TableName table, String run) throws SQLException {
        lake.create(table, session.columnsOf(select), List.of(PartitionField.identity(PARTITION)));
        Commit commit = session.publish(new Write(table, select, new WriteMode.Append(), run));
        if (commit.rowsAdded() != rows) {
            throw new OnefoldException(
                    ErrorCode.INTERNAL,
                    "the lake took " + commit.rowsAdded() + " of " + rows + " rows");
        }
    }

    /// Writes the same rows by COPY alone.
    Taken copy(int round) throws Exception {
        String copy =
                "COPY ("
                        + select
                        + ") TO "
                        + DuckSql.text(folder.resolve("copy-" + round).toString())
                        + " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARTITION_BY ("
                        + PARTITION
                        + "))";
        return Taken.by(() -> session.execute(copy));
    }

    @Override
    public void close() {
        session.close();
        lake.close();
    }
}
