package io.onefold.catalog;

import io.onefold.catalog.internal.run.ItemColumns;
import io.onefold.catalog.internal.run.RecordedRun;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Status;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Every run, what each of its items did, and the lock that lets a workflow run once at a time.
///
/// The lock is an advisory lock of PostgreSQL, held by a connection of the running process: a
/// process that dies gives it back at once, whatever it was doing.
public final class RunLog {

    private static final String LIST = Jdbc.resource(RecordedRun.class, "list_runs.sql");
    private static final String FAIL_DEAD = Jdbc.resource(RecordedRun.class, "fail_dead.sql");
    private static final String END_ITEMS = Jdbc.resource(RecordedRun.class, "end_items.sql");
    private static final String RUN_COLUMNS =
            "run_id, workflow, status, principal, started_at, ended_at, heartbeat_at, cancel_requested_by, error_message";

    private final Jdbc jdbc;
    private final Clock clock;

    RunLog(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Begins a run. Runs of the workflow whose process died are marked failed first.
    ///
    /// @throws OnefoldException (CONFLICT) naming the run, if the workflow runs already
    public OpenRun start(String workflow, Principal principal) {
        Connection lock = jdbc.open();
        boolean begun = false;
        try {
            if (!tryLock(lock, workflow)) {
                throw alreadyRuns(workflow);
            }
            UUID id = UUID.randomUUID();
            Instant now = now();
            jdbc.transaction(
                    connection -> {
                        failDead(connection, workflow, now);
                        return Jdbc.update(
                                connection,
                                "insert into control.run (run_id, workflow, status, principal, started_at, heartbeat_at, process)"
                                        + " values (?, ?, 'running', ?, ?, ?, ?)",
                                id,
                                workflow,
                                principal.name(),
                                now,
                                now,
                                process());
                    });
            begun = true;
            return new RecordedRun(id, lock, jdbc, clock);
        } catch (SQLException e) {
            throw Jdbc.failure(e);
        } finally {
            if (!begun) {
                giveBack(lock);
            }
        }
    }

    /// Marks every run failed whose process died. Returns them.
    public List<UUID> markDead() {
        List<String> workflows =
                jdbc.with(
                        connection ->
                                Jdbc.query(
                                        connection,
                                        "select workflow from control.run where status = 'running'",
                                        row -> row.getString(1)));
        return workflows.stream().flatMap(workflow -> markDead(workflow).stream()).toList();
    }

    /// Asks a run to stop; it does between two batches.
    ///
    /// @throws OnefoldException (FORBIDDEN) without permission `data_operate`; (NOT_FOUND) if there
    ///   is no such run; (CONFLICT) if it has ended
    public void requestCancel(UUID id, Principal principal) {
        principal.require(Permission.DATA_OPERATE);
        int changed =
                jdbc.with(
                        connection ->
                                Jdbc.update(
                                        connection,
                                        "update control.run set cancel_requested_at = ?, cancel_requested_by = ? where run_id = ? and status = 'running'",
                                        now(),
                                        principal.name(),
                                        id));
        if (changed == 0) {
            RunRecord run =
                    find(id).orElseThrow(
                                    () ->
                                            new OnefoldException(
                                                    ErrorCode.NOT_FOUND, "there is no run " + id));
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    "run "
                            + id
                            + " is "
                            + run.status().wireName()
                            + "; only a running one can be stopped");
        }
    }

    /// The runs that a filter lets through, newest first.
    public List<RunRecord> list(RunFilter filter) {
        String status = filter.statusName().orElse(null);
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                LIST,
                                RunLog::run,
                                filter.workflow(),
                                filter.workflow(),
                                status,
                                status,
                                filter.unrepairedOnly(),
                                filter.olderThan(),
                                filter.olderThan(),
                                filter.limit()));
    }

    public Optional<RunRecord> find(UUID id) {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                connection,
                                "select " + RUN_COLUMNS + " from control.run where run_id = ?",
                                RunLog::run,
                                id));
    }

    /// The newest run of a workflow.
    public Optional<RunRecord> latest(String workflow) {
        return list(RunFilter.of(workflow, 1)).stream().findFirst();
    }

    /// What the items of a run did, in the order they began.
    public List<RunItemRecord> items(UUID run) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select * from control.run_item where run_id = ? order by position, stage, item",
                                RunLog::item,
                                run));
    }

    /// The newest ended item of a stage over all runs, for example the last ingest of a table.
    public Optional<RunItemRecord> latestItem(String stage, String item, Status status) {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                connection,
                                "select * from control.run_item where stage = ? and item = ? and status = ?"
                                        + " order by started_at desc nulls last limit 1",
                                RunLog::item,
                                stage,
                                item,
                                status.wireName()));
    }

    private List<UUID> markDead(String workflow) {
        Connection lock = jdbc.open();
        try {
            return tryLock(lock, workflow)
                    ? jdbc.transaction(connection -> failDead(connection, workflow, now()))
                    : List.of();
        } catch (SQLException e) {
            throw Jdbc.failure(e);
        } finally {
            giveBack(lock);
        }
    }

    private static List<UUID> failDead(Connection connection, String workflow, Instant now)
            throws SQLException {
        List<UUID> dead =
                Jdbc.query(
                        connection,
                        "select run_id from control.run where workflow = ? and status = 'running'",
                        row -> row.getObject(1, UUID.class),
                        workflow);
        for (UUID run : dead) {
            Jdbc.update(connection, END_ITEMS, now, run);
            Jdbc.update(connection, FAIL_DEAD, now, run);
        }
        return dead;
    }

    private static boolean tryLock(Connection connection, String workflow) throws SQLException {
        return Jdbc.first(
                        connection,
                        "select pg_try_advisory_lock(hashtextextended(?, 0))",
                        row -> row.getBoolean(1),
                        "onefold.run:" + workflow)
                .orElse(false);
    }

    private static void giveBack(Connection lock) {
        try (lock) {
            Jdbc.query(lock, "select pg_advisory_unlock_all()", row -> true);
        } catch (SQLException e) {
            throw Jdbc.failure(e);
        }
    }

    private OnefoldException alreadyRuns(String workflow) {
        String which =
                list(new RunFilter(workflow, Status.RUNNING, false, null, 1)).stream()
                        .findFirst()
                        .map(
                                run ->
                                        " (run "
                                                + run.id()
                                                + ", started at "
                                                + run.startedAt()
                                                + " by "
                                                + run.principal()
                                                + ")")
                        .orElse("");
        return new OnefoldException(
                ErrorCode.CONFLICT,
                "workflow '"
                        + workflow
                        + "' is already running"
                        + which
                        + "; wait for it, or stop it first");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String process() {
        return "pid " + ProcessHandle.current().pid();
    }

    private static RunRecord run(ResultSet row) throws SQLException {
        return new RunRecord(
                row.getObject("run_id", UUID.class),
                row.getString("workflow"),
                status(row),
                row.getString("principal"),
                Objects.requireNonNull(Jdbc.instant(row, "started_at")),
                Jdbc.instant(row, "ended_at"),
                Objects.requireNonNull(Jdbc.instant(row, "heartbeat_at")),
                row.getString("cancel_requested_by"),
                row.getString("error_message"));
    }

    private static RunItemRecord item(ResultSet row) throws SQLException {
        Map<Counter, Long> counts = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            long count = row.getLong(ItemColumns.of(counter));
            if (!row.wasNull()) {
                counts.put(counter, count);
            }
        }
        return new RunItemRecord(
                row.getObject("run_id", UUID.class),
                row.getString("stage"),
                row.getString("item"),
                status(row),
                Jdbc.instant(row, "started_at"),
                Jdbc.instant(row, "ended_at"),
                counts,
                Json.texts(Json.read(row.getString("facts"))),
                row.getString("error_message"));
    }

    private static Status status(ResultSet row) throws SQLException {
        return Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }
}
