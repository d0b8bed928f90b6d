package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.DeadRow;
import io.onefold.graph.internal.bolt.Row;
import io.onefold.graph.internal.plan.KeyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes down the rows that the graph cannot hold: their key, their properties as the loader may
/// see them, and the reason.
final class DeadLetters {

    /// Rows of an item that are written down; further ones are only counted.
    private static final int WRITTEN_MAX = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sql sql;
    private final Records records;

    DeadLetters(Sql sql, Records records) {
        this.sql = sql;
        this.records = records;
    }

    /// Rows with a value that no property can hold, found before anything is sent.
    void refusedByType(ItemProgress progress) {
        Item item = progress.item();
        String rows = item.rowsSql();
        if (progress.read().refused() == 0 || rows == null) {
            return;
        }
        RowShape shape = new RowShape(item, List.of(), false);
        StringBuilder select = new StringBuilder("select bad, ").append(shape.keyColumns("s"));
        for (int i = 0; i < item.properties().size(); i++) {
            select.append(", s.p").append(i);
        }
        select.append(" from (")
                .append(rows)
                .append(") s where bad is not null and k is not null limit ")
                .append(WRITTEN_MAX);
        List<String> reasons = new ArrayList<>();
        List<Row> refused =
                sql.list(
                        select.toString(),
                        row -> {
                            reasons.add(row.getString(1));
                            return shape.read(row, 2);
                        });
        for (int i = 0; i < refused.size(); i++) {
            Row row = refused.get(i);
            records.deadLetter(item, row.key(), properties(row), reasons.get(i));
        }
    }

    /// Rows that the server refused. Their keys are kept beside the item, so that no relationship
    /// is sent to them and the state does not claim them.
    void refusedByServer(ItemProgress progress) {
        List<DeadRow> dead = progress.deadRows();
        if (dead.isEmpty()) {
            return;
        }
        Item item = progress.item();
        sql.insert(item.dead(), List.of(dead.stream().map(d -> d.row().key()).toList()));
        for (DeadRow row : dead.subList(0, Math.min(dead.size(), WRITTEN_MAX))) {
            records.deadLetter(item, row.row().key(), properties(row.row()), row.reason());
        }
    }

    /// Settles the letters of rows that this load brought to the graph.
    static void settle(Sql sql, Records records, Item item) {
        List<String> open = records.unresolvedKeys(item);
        if (open.isEmpty()) {
            return;
        }
        String letters = "letters_" + item.number();
        sql.execute("create or replace temp table " + letters + " (k VARCHAR)");
        sql.insert(letters, List.of(open));
        List<String> sent =
                sql.list(
                        "select k from %s semi join %s using (k) anti join %s using (k)"
                                .formatted(letters, item.current(), item.dead()),
                        row -> row.getString(1));
        sql.execute("drop table " + letters);
        if (!sent.isEmpty()) {
            records.resolve(item, sent);
        }
    }

    private static JsonNode properties(Row row) {
        ObjectNode node = JSON.createObjectNode();
        if (row.parameters().get("p") instanceof Map<?, ?> properties) {
            properties.forEach(
                    (name, value) -> {
                        if (!KeyRule.PROPERTY.equals(name)) {
                            node.set(String.valueOf(name), valueOf(value));
                        }
                    });
        }
        return node;
    }

    private static JsonNode valueOf(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case Boolean truth -> JSON.valueToTree(truth);
            case Long number -> JSON.valueToTree(number);
            default -> JSON.valueToTree(value.toString());
        };
    }
}
