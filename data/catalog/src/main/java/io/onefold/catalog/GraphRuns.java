package io.onefold.catalog;

import io.onefold.catalog.GraphRun.DeadLetter;
import io.onefold.catalog.GraphRun.Item;
import io.onefold.catalog.GraphRun.Mode;
import io.onefold.catalog.GraphRun.Script;
import io.onefold.catalog.internal.registry.GraphRows;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
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

    private static final String FORGET_SCRIPTS =
            Jdbc.resource(GraphRows.class, "forget_scripts.sql");
    private static final String FORGET_PROPERTY =
            Jdbc.resource(GraphRows.class, "forget_property.sql");
    private static final String UNRESOLVED =
            Jdbc.resource(GraphRows.class, "unresolved_dead_letters.sql");
    private static final String RESOLVE =
            Jdbc.resource(GraphRows.class, "resolve_dead_letters.sql");

    private final Jdbc jdbc;
    private final Clock clock;

    GraphRuns(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Lets nobody else load a graph.
    ///
    /// @throws OnefoldException (CONFLICT) naming the load, if the graph is being loaded
    public GraphHold hold(String graph) {
        return GraphHold.take(
                jdbc, connection -> GraphHold.tryOne(connection, graph), () -> busy(graph));
    }

    /// Lets nobody else load any graph, for work on the whole graph database.
    ///
    /// @throws OnefoldException (CONFLICT) naming a load, if one is under way
    public GraphHold holdAll() {
        return GraphHold.take(jdbc, GraphHold::tryAll, () -> busy(null));
    }

    private OnefoldException busy(@Nullable String graph) {
        String which =
                newest(graph, 20).stream()
                        .filter(run -> run.status() == Status.RUNNING)
                        .findFirst()
                        .map(
                                run ->
                                        " (load "
                                                + run.id()
                                                + " of '"
                                                + run.graph()
                                                + "', "
                                                + run.mode().wireName()
                                                + ", begun at "
                                                + run.startedAt()
                                                + ")")
                        .orElse("");
        return new OnefoldException(
                ErrorCode.CONFLICT,
                (graph == null
                                ? "the graph database is in use"
                                : "graph '" + graph + "' is being loaded already")
                        + which
                        + "; expected to be the only one at work on it; wait until that ends, or stop it first");
    }

    /// Begins a load. Loads of the same graph still marked running are marked failed: who holds the
    /// graph knows that nobody works on them any more.
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
        save(id, List.of(item));
    }

    /// As [#save(UUID, Item)], for several at once.
    public void save(UUID id, Collection<Item> items) {
        jdbc.change(
                connection -> {
                    for (Item item : items) {
                        save(connection, id, item);
                    }
                });
    }

    private static void save(Connection connection, UUID id, Item item) throws SQLException {
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
                item.error());
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

    /// The keys of an item's rows that earlier loads could not send and none has sent since.
    public List<String> unresolvedKeys(String graph, String item) {
        return jdbc.with(
                connection ->
                        Jdbc.query(connection, UNRESOLVED, row -> row.getString(1), graph, item));
    }

    /// Says that an item's rows were sent after all.
    public void resolve(String graph, String item, List<String> keys) {
        jdbc.with(
                connection -> Jdbc.update(connection, RESOLVE, clock.instant(), item, keys, graph));
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

    /// The scripts of loads that read a dataset.
    public List<Script> scriptsOf(DatasetName dataset) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select s.* from control.cypher_script s join control.graph_run r using (run_id)"
                                        + " where jsonb_exists(r.snapshots, ?) order by s.script_name",
                                GraphRows::script,
                                dataset.toString()));
    }

    /// Forgets the values of a column in what is kept of loads that read its dataset: the scripts'
    /// records, and the property in rows that the graph refused.
    public void forget(DatasetName dataset, String column) {
        jdbc.change(
                connection -> {
                    Jdbc.update(connection, FORGET_SCRIPTS, dataset.toString());
                    Jdbc.update(
                            connection,
                            FORGET_PROPERTY,
                            column,
                            column + "_minor",
                            dataset.toString());
                });
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
