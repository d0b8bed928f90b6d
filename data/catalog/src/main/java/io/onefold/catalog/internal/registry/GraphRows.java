package io.onefold.catalog.internal.registry;

import io.onefold.catalog.GraphRun;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.run.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads rows of the tables that keep graph loads.
public final class GraphRows {

    private GraphRows() {}

    public static GraphRun run(ResultSet row) throws SQLException {
        Map<String, Long> snapshots =
                Json.read(row.getString("snapshots")).properties().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> entry.getValue().asLong()));
        String reconciliation = row.getString("reconciliation");
        return new GraphRun(
                row.getObject("run_id", UUID.class),
                row.getString("graph"),
                GraphRun.Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                status(row),
                Objects.requireNonNull(Jdbc.instant(row, "started_at")),
                Jdbc.instant(row, "ended_at"),
                snapshots,
                row.getBoolean("cleared"),
                reconciliation == null ? null : Json.read(reconciliation),
                row.getString("error_message"));
    }

    public static GraphRun.Item item(ResultSet row) throws SQLException {
        Long batch = count(row, "last_batch");
        return new GraphRun.Item(
                row.getString("item"),
                status(row),
                Jdbc.instant(row, "started_at"),
                Jdbc.instant(row, "ended_at"),
                count(row, "rows_read"),
                count(row, "created"),
                count(row, "updated"),
                count(row, "deleted"),
                count(row, "unmatched"),
                count(row, "dead"),
                batch == null ? null : Math.toIntExact(batch),
                row.getString("error_message"));
    }

    public static GraphRun.DeadLetter deadLetter(ResultSet row) throws SQLException {
        return new GraphRun.DeadLetter(
                row.getObject("run_id", UUID.class),
                row.getString("item"),
                row.getString("row_key"),
                Json.read(row.getString("masked_row")),
                row.getString("reason"),
                Jdbc.instant(row, "resolved_at"));
    }

    public static GraphRun.Script script(ResultSet row) throws SQLException {
        return new GraphRun.Script(
                row.getString("script_name"),
                row.getString("file_path"),
                row.getLong("file_size_kb"),
                row.getString("sha256"),
                row.getObject("run_id", UUID.class),
                Objects.requireNonNull(Jdbc.instant(row, "last_updated_at")),
                Jdbc.instant(row, "last_run_time"));
    }

    private static @Nullable Long count(ResultSet row, String column) throws SQLException {
        long count = row.getLong(column);
        return row.wasNull() ? null : count;
    }

    private static Status status(ResultSet row) throws SQLException {
        return Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }
}
