package io.onefold.graph.internal.load;

import io.onefold.graph.internal.plan.ItemName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How a graph was shaped when it was last loaded: in which database, with which labels, types and
/// properties. It tells the next load which properties and items have gone since.
///
/// @param database the identity of the database; empty: unknown
/// @param items the items by name
record GraphShape(String database, SortedMap<String, ItemShape> items) {

    /// The key of the snapshot summary that holds it.
    static final String SUMMARY_KEY = "onefold.graph.shape";

    static final GraphShape EMPTY = new GraphShape("", new TreeMap<>());

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The shape of an item.
    ///
    /// @param label the label; null for relationships
    /// @param type the relationships' type; null for nodes, likewise `from` and `to`
    /// @param keyed whether relationships have a `_key`
    /// @param properties the names of the properties, sorted
    record ItemShape(
            @Nullable String label,
            @Nullable String type,
            @Nullable String from,
            @Nullable String to,
            boolean keyed,
            List<String> properties) {

        ItemShape {
            properties = properties.stream().sorted().toList();
        }

        static ItemShape of(Item item) {
            List<String> properties = item.properties().stream().map(p -> p.name()).toList();
            return switch (item.name()) {
                case ItemName.Label l ->
                        new ItemShape(l.label(), null, null, null, false, properties);
                case ItemName.Type t ->
                        new ItemShape(null, t.type(), t.from(), t.to(), item.keyed(), properties);
            };
        }

        ItemName name() {
            return label != null
                    ? new ItemName.Label(label)
                    : new ItemName.Type(
                            Objects.requireNonNull(type),
                            Objects.requireNonNull(from),
                            Objects.requireNonNull(to));
        }
    }

    GraphShape {
        items = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(items));
    }

    static GraphShape parse(String json) {
        return JSON.readValue(json, GraphShape.class);
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }

    /// The shape after a load.
    ///
    /// @param arrived items that are in the graph now; those that are gone leave the shape
    GraphShape after(String databaseNow, List<Item> arrived) {
        Map<String, ItemShape> all = new TreeMap<>(items);
        for (Item item : arrived) {
            if (item instanceof Item.Bare) {
                all.remove(item.name().toString());
            } else {
                all.put(item.name().toString(), ItemShape.of(item));
            }
        }
        return new GraphShape(databaseNow, new TreeMap<>(all));
    }

    /// The properties that an item had and has no longer.
    List<String> vanished(Item item) {
        ItemShape before = items.get(item.name().toString());
        if (before == null) {
            return List.of();
        }
        List<String> now = item.properties().stream().map(p -> p.name()).toList();
        return before.properties().stream().filter(p -> !now.contains(p)).toList();
    }
}
