package io.onefold.lake.internal.read;

import io.onefold.lake.AsOf;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Governance;
import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import io.onefold.lake.internal.duck.Engine;
import io.onefold.lake.internal.duck.FreshEngines;
import io.onefold.lake.internal.iceberg.LocalFileIO;
import io.onefold.lake.internal.iceberg.Tables;
import io.onefold.lake.internal.sql.ReaderSql;
import io.onefold.lake.internal.sql.SparkDialect;
import io.onefold.lake.internal.sql.SqlTree;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/// One reader's query on an engine of its own: the SQL is judged, its tables become masked views,
/// the engine is closed to everything but the folders of those tables, and only then does the query
/// run.
public final class Reading {

    private Reading() {}

    /// What is asked.
    ///
    /// @param principal who asks
    /// @param sql one SELECT over governed names
    /// @param asOf the moment of every table
    /// @param limits how much it may take
    public record Request(Principal principal, String sql, AsOf asOf, ReadLimits limits) {
        public Request {
            Objects.requireNonNull(principal);
            Objects.requireNonNull(sql);
            Objects.requireNonNull(asOf);
            Objects.requireNonNull(limits);
        }
    }

    /// @param onClose runs once when the rows are closed; not when this fails
    public static RowStream start(
            Request request,
            Tables tables,
            Governance governance,
            FreshEngines engines,
            Clock clock,
            Runnable onClose) {
        Instant deadline = clock.instant().plus(request.limits().timeout());
        Engine engine = engines.take();
        boolean started = false;
        try {
            Map<TableName, OptionalLong> snapshots = prepare(request, engine, tables, governance);
            EngineRows rows =
                    new EngineRows(
                            engine,
                            snapshots,
                            request.limits().rowsMax(),
                            new Deadline(clock, deadline),
                            onClose);
            rows.run(request.sql());
            started = true;
            return rows;
        } finally {
            if (!started) {
                engine.close();
            }
        }
    }

    private static Map<TableName, OptionalLong> prepare(
            Request request, Engine engine, Tables tables, Governance governance) {
        SqlTree select = SqlTree.parse(engine.connection(), request.sql());
        Set<List<String>> named = ReaderSql.tables(select);
        MaskedViews views = new MaskedViews(engine, governance, request.principal());
        Map<TableName, OptionalLong> snapshots = new LinkedHashMap<>();
        Set<String> folders = new HashSet<>();
        for (List<String> path : named) {
            TableName name = tables.resolve(path);
            Table table = tables.load(name);
            snapshots.put(name, views.add(name, table, request.asOf()));
            folders.add(LocalFileIO.path(table.location()).toString());
        }
        SparkDialect.use(engine.connection(), select);
        lockDown(engine, folders);
        return snapshots;
    }

    private static void lockDown(Engine engine, Set<String> folders) {
        engine.execute(
                "SET allowed_directories = "
                        + folders.stream()
                                .sorted()
                                .map(DuckSql::text)
                                .collect(Collectors.joining(", ", "[", "]")));
        engine.execute("SET enable_external_access = false");
        engine.execute("SET lock_configuration = true");
    }

    /// When a query must be done.
    record Deadline(Clock clock, Instant at) {

        boolean isOver() {
            return !clock.instant().isBefore(at);
        }

        long millisLeft() {
            return Math.max(1, java.time.Duration.between(clock.instant(), at).toMillis());
        }
    }

    /// Cancels a statement unless it is closed first. The engine forgets a cancellation that comes
    /// between two statements.
    static Thread watch(Statement statement, Deadline deadline) {
        return Thread.ofVirtual()
                .name("lake-reader-deadline")
                .start(
                        () -> {
                            try {
                                Thread.sleep(deadline.millisLeft());
                                statement.cancel();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (SQLException e) {
                                System.getLogger(Reading.class.getName())
                                        .log(
                                                System.Logger.Level.DEBUG,
                                                "the query was done when it was cancelled",
                                                e);
                            }
                        });
    }
}
