package io.onefold.catalog;

import io.onefold.catalog.GraphRun.DeadLetter;
import io.onefold.catalog.GraphRun.Item;
import io.onefold.catalog.GraphRun.Mode;
import io.onefold.catalog.GraphRun.Script;
import io.onefold.catalog.internal.jdbc.Jdbc;
import io.onefold.catalog.internal.json.Json;
import io.onefold.catalog.internal.registry.GraphRows;
import io.onefold.model.run.Status;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The loads of graphs: what each did, what it could not load, and the scripts it wrote.
public final class GraphRuns {

    private static final String SAVE_ITEM = Jdbc.resource(GraphRows.class, "save_graph_item.sql");
    private static final String SAVE_SCRIPT = Jdbc.resource(GraphRows.class, "save_script.sql");

    private final Jdbc jdbc;
    private final Clock clock;

    GraphRuns(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Begins a load. Loads of the same graph still marked running are marked failed: the
    /// workflow's lock says that nobody works on them any more.
    public void start(
            UUID id, String graph, Mode mode, Map<String, Long> snapshots, boolean cleared) {
        ObjectNode read = Json.object();
        snapshots.forEach(read::put);
        jdbc.transaction(
                connection -> {
                    Jdbc.update(
                            connection,
                            "update control.graph_run set status = 'failed', ended_at = ?, error_message = 'the process died'"
                                    + " where graph = ? and status = 'running' and run_id <> ?",
                            clock.instant(),
                            graph,
                            id);
                    return Jdbc.update(
                            connection,
                            "insert into control.graph_run (run_id, graph, mode, status, started_at, snapshots, cleared)"
                                    + " values (?, ?, ?, 'running', ?, ?, ?)",
                            id,
                            graph,
                            mode.wireName(),
                            clock.instant(),
                            new Json(read),
                            cleared);
                });
    }

    /// Keeps how one item of a load stands; the newest call counts.
    public void save(UUID id, Item item) {
        jdbc.with(
                connection ->
                        Jdbc.update(
                                connection,
                                SAVE_ITEM,
                                id,
                                item.item(),
                                item.status().wireName(),
                                item.startedAt(),
                                item.endedAt(),
                                item.read(),
                                item.created(),
                                item.updated(),
                                item.deleted(),
                                item.unmatched(),
                                item.dead(),
                                item.lastBatch(),
                                item.error()));
    }

    /// Keeps a row that the graph refused.
    public void deadLetter(DeadLetter letter) {
        jdbc.with(
                connection ->
                        Jdbc.update(
                                connection,
                                "insert into control.graph_dead_letter (run_id, item, row_key, masked_row, reason, resolved_at)"
                                        + " values (?, ?, ?, ?, ?, ?)",
                                letter.runId(),
                                letter.item(),
                                letter.rowKey(),
                                new Json(letter.maskedRow()),
                                letter.reason(),
                                letter.resolvedAt()));
    }

    /// Ends a load.
    ///
    /// @param reconciliation what was compared; null: nothing
    /// @param error why it failed; null: it did not
    public void finish(
            UUID id, Status status, @Nullable JsonNode reconciliation, @Nullable String error) {
        jdbc.with(
                connection ->
                        Jdbc.update(
                                connection,
                                "update control.graph_run set status = ?, ended_at = ?, reconciliation = ?, error_message = ? where run_id = ?",
                                status.wireName(),
                                clock.instant(),
                                reconciliation == null ? null : new Json(reconciliation),
                                error,
                                id));
    }

    /// Keeps a written script; a later one of the same name takes its place.
    public void save(Script script) {
        jdbc.with(
                connection ->
                        Jdbc.update(
                                connection,
                                SAVE_SCRIPT,
                                script.name(),
                                script.filePath(),
                                script.fileSizeKilobytes(),
                                script.sha256(),
                                script.runId(),
                                script.lastUpdatedAt(),
                                script.lastRunAt()));
    }

    /// The newest loads of a graph, newest first; of all graphs if none is named.
    public List<GraphRun> newest(@Nullable String graph, int limit) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select * from control.graph_run where (?::text is null or graph = ?) order by started_at desc, run_id limit ?",
                                GraphRows::run,
                                graph,
                                graph,
                                limit));
    }

    public Optional<GraphRun> find(UUID id) {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                connection,
                                "select * from control.graph_run where run_id = ?",
                                GraphRows::run,
                                id));
    }

    /// The items of a load, in the order they began.
    public List<Item> items(UUID id) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select * from control.graph_table_run where run_id = ? order by started_at nulls last, item",
                                GraphRows::item,
                                id));
    }

    /// The rows of a load that the graph refused.
    public List<DeadLetter> deadLetters(UUID id, int limit) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select * from control.graph_dead_letter where run_id = ? order by item, row_key limit ?",
                                GraphRows::deadLetter,
                                id,
                                limit));
    }

    public Optional<Script> script(String name) {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                connection,
                                "select * from control.cypher_script where script_name = ?",
                                GraphRows::script,
                                name));
    }
}
