package io.onefold.graph.internal.load;

import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the lake knows of the graph: which nodes and relationships were sent and with which
/// fingerprint (`graph.sent_…`), and which changes are under way (`graph.pending_…`).
///
/// Changes are written to pending before the first of them is sent, and leave it after sent holds
/// them. Whatever stops a load in between, the next one finds in sent and pending together all that
/// the graph may hold. A pending row without key stands for a whole item: its load began without a
/// state to compare with, so the graph itself must be asked.
final class GraphState {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.required("item", DataType.Simple.STRING),
                    Column.optional("key", DataType.Simple.STRING),
                    Column.optional("hash", DataType.Simple.STRING));

    private final LakeSession session;
    private final Sql sql;
    private final TableName sent;
    private final TableName pending;
    private final String writer;
    private final GraphShape shape;
    private final Set<String> sentAtStart;
    private final Set<String> unknownAtStart;
    private boolean pendingNow;

    private GraphState(
            LakeSession session,
            TableName sent,
            TableName pending,
            String writer,
            GraphShape shape) {
        this.session = session;
        this.sql = new Sql(session.connection());
        this.sent = sent;
        this.pending = pending;
        this.writer = writer;
        this.shape = shape;
        this.sentAtStart = items("select distinct item from " + DuckSql.table(sent));
        this.unknownAtStart =
                items("select distinct item from " + DuckSql.table(pending) + " where key is null");
        this.pendingNow = sql.count("select count(*) from " + DuckSql.table(pending)) > 0;
    }

    private Set<String> items(String select) {
        return Set.copyOf(sql.list(select, row -> row.getString(1)));
    }

    /// Opens the state of a graph, making its tables when they are missing.
    ///
    /// @param writer names this load among all; a load commits each step once
    static GraphState open(Lake lake, LakeSession session, String graph, String writer) {
        String suffix = graph.replaceAll("[^A-Za-z0-9]", "_");
        TableName sent = TableName.of("graph", "sent_" + suffix);
        TableName pending = TableName.of("graph", "pending_" + suffix);
        LakeTable table = lake.findOrCreate(sent, COLUMNS, List.of());
        lake.findOrCreate(pending, COLUMNS, List.of());
        session.attach(sent);
        session.attach(pending);
        return new GraphState(
                session,
                sent,
                pending,
                writer,
                table.state(GraphShape.SUMMARY_KEY)
                        .map(GraphShape::parse)
                        .orElse(GraphShape.EMPTY));
    }

    /// The table of what was sent.
    TableName sentTable() {
        return sent;
    }

    /// What was sent, by `item`, `key`, `hash`.
    String sentSql() {
        return DuckSql.table(sent);
    }

    /// What was under way when the load began, by `item`, `key`, `hash`.
    String pendingSql() {
        return DuckSql.table(pending);
    }

    /// How the graph was shaped by the last load.
    GraphShape shape() {
        return shape;
    }

    /// Whether anything is known to have been sent of an item, and nothing unknown is under way.
    boolean knows(Item item) {
        String name = item.name().toString();
        return sentAtStart.contains(name) && !unknownAtStart.contains(name);
    }

    /// Writes down what is about to change, before anything does.
    ///
    /// @param known items whose changes are written key by key
    /// @param unknown items that are written down as a whole
    void intend(Collection<Item> known, Collection<Item> unknown) {
        if (known.isEmpty() && unknown.isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        parts.add("select item, key, hash from " + pendingSql());
        for (Item item : known) {
            parts.add(
                    "select %s as item, k as key, h as hash from %s"
                            .formatted(DuckSql.text(item.name().toString()), item.changes()));
        }
        for (Item item : unknown) {
            parts.add(
                    "select %s as item, cast(null as VARCHAR) as key, cast(null as VARCHAR) as hash"
                            .formatted(DuckSql.text(item.name().toString())));
        }
        session.publish(
                new Write(
                                pending,
                                String.join("\nunion all\n", parts),
                                new WriteMode.Overwrite(),
                                writer)
                        .withItem("intend"));
        pendingNow = true;
    }

    /// Commits what the graph holds now of items that arrived.
    ///
    /// @param known items whose base was the state; only their changes are written
    /// @param unknown items whose base was the graph; they are written as a whole
    /// @param newShape the graph's shape from now on
    void arrived(Collection<Item> known, Collection<Item> unknown, GraphShape newShape) {
        boolean changed =
                known.stream().anyMatch(i -> sql.count("select count(*) from " + i.changes()) > 0);
        if (changed || !unknown.isEmpty() || !newShape.equals(shape)) {
            Write write = unknown.isEmpty() ? changesOf(known) : wholeOf(known, unknown);
            session.publish(
                    write.withItem("arrived")
                            .with(GraphShape.SUMMARY_KEY, newShape.toJson())
                            .whenEmpty(Write.WhenEmpty.COMMIT));
        }
        if (pendingNow) {
            settle(known, unknown);
        }
    }

    private void settle(Collection<Item> known, Collection<Item> unknown) {
        session.attach(pending);
        session.publish(
                new Write(
                                pending,
                                "select item, key, hash from "
                                        + pendingSql()
                                        + " where item not in ("
                                        + names(known, unknown)
                                        + ")",
                                new WriteMode.Overwrite(),
                                writer)
                        .withItem("settle")
                        .whenEmpty(Write.WhenEmpty.COMMIT));
        pendingNow = false;
    }

    private Write changesOf(Collection<Item> known) {
        List<String> rows = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Item item : known) {
            String name = DuckSql.text(item.name().toString());
            rows.add(
                    "select %s as item, k as key, h as hash from %s where op <> 'D' and k not in (select k from %s)"
                            .formatted(name, item.changes(), item.dead()));
            rows.add(keptSql(item));
            keys.add("select %s as item, k as key from %s".formatted(name, item.changes()));
        }
        return new Write(
                sent,
                String.join("\nunion all\n", rows),
                new WriteMode.Replace(List.of("item", "key"), String.join("\nunion all\n", keys)),
                writer);
    }

    private Write wholeOf(Collection<Item> known, Collection<Item> unknown) {
        List<String> parts = new ArrayList<>();
        parts.add(
                "select item, key, hash from "
                        + sentSql()
                        + " where item not in ("
                        + names(known, unknown)
                        + ")");
        for (Collection<Item> items : List.of(known, unknown)) {
            for (Item item : items) {
                parts.add(
                        "select %s as item, k as key, h as hash from %s where k not in (select k from %s)"
                                .formatted(
                                        DuckSql.text(item.name().toString()),
                                        item.current(),
                                        item.dead()));
                parts.add(keptSql(item));
            }
        }
        return new Write(
                sent, String.join("\nunion all\n", parts), new WriteMode.Overwrite(), writer);
    }

    /// What the graph still holds of rows that it refused to change.
    private static String keptSql(Item item) {
        return "select %s as item, b.k as key, coalesce(b.h, '') as hash from %s b semi join %s d on d.k = b.k"
                .formatted(DuckSql.text(item.name().toString()), item.base(), item.dead());
    }

    private static String names(Collection<Item> known, Collection<Item> unknown) {
        List<Item> all = new ArrayList<>(known);
        all.addAll(unknown);
        return all.isEmpty()
                ? "''"
                : all.stream()
                        .map(i -> DuckSql.text(i.name().toString()))
                        .collect(Collectors.joining(", "));
    }
}
