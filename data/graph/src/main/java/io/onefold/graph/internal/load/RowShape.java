package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.Row;
import io.onefold.graph.internal.plan.EngineValue;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.KeyRule;
import io.onefold.graph.internal.plan.Property;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a row of the engine becomes a row for the graph.
///
/// @param item the item
/// @param vanished properties that the graph may still have and rows no longer carry; sent as null
/// @param replace whether the statement replaces all properties, so that the key is among them
record RowShape(Item item, List<String> vanished, boolean replace) {

    private static final int ROW_BYTES = 160;
    private static final int VALUE_BYTES = 48;

    RowShape {
        vanished = List.copyOf(vanished);
    }

    /// What stands before the state's key in the `_key` of a relationship, so that keys of one type
    /// between different labels never meet.
    static String prefix(ItemName.Type type) {
        return type.from() + KeyRule.PART_SEPARATOR + type.to() + KeyRule.PART_SEPARATOR;
    }

    /// The columns that [#read] wants, before the properties.
    String keyColumns(String alias) {
        return item instanceof Item.Nodes
                ? alias + ".k"
                : "%1$s.k, %1$s.f, %1$s.t".formatted(alias);
    }

    /// Whether rows say anything of properties, be it that some are gone.
    boolean hasProperties() {
        return !item.properties().isEmpty() || !vanished.isEmpty() || replace;
    }

    /// Reads a row: from column `first` on the key columns, then the properties.
    Row read(ResultSet row, int first) throws SQLException {
        Map<String, Object> parameters = HashMap.newHashMap(4);
        String key = row.getString(first);
        int bytes = ROW_BYTES + 2 * key.length();
        int next = first + 1;
        String graphKey = key;
        if (item instanceof Item.Links links) {
            parameters.put("f", row.getString(next++));
            parameters.put("t", row.getString(next++));
            graphKey = prefix(links.name()) + key;
            bytes *= 2;
        }
        if (item instanceof Item.Nodes || item.keyed()) {
            parameters.put("k", graphKey);
        }
        if (item instanceof Item.Nodes || hasProperties()) {
            Map<String, Object> properties = HashMap.newHashMap(item.properties().size() + 1);
            vanished.forEach(name -> properties.put(name, null));
            bytes += readProperties(row, next, properties);
            if (replace && parameters.containsKey("k")) {
                properties.put(KeyRule.PROPERTY, graphKey);
            }
            parameters.put("p", properties);
        }
        return new Row(key, parameters, bytes);
    }

    private int readProperties(ResultSet row, int first, Map<String, Object> to)
            throws SQLException {
        int bytes = 0;
        int column = first;
        for (Property property : item.properties()) {
            Object value = EngineValue.toDriver(property, row.getObject(column++));
            to.put(property.name(), value);
            bytes += VALUE_BYTES + sizeOf(value);
        }
        return bytes;
    }

    private static int sizeOf(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> 2 * text.length();
            case List<?> list -> list.stream().mapToInt(e -> VALUE_BYTES + sizeOf(e)).sum();
            default -> 0;
        };
    }
}
