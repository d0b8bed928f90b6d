package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.cypher.Cypher;
import io.onefold.graph.internal.plan.Fingerprint;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.KeyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/// Reads what the graph holds of an item, key by key, with the fingerprint of its properties.
final class GraphReader {

    private static final int CHUNK = 5_000;

    private final Bolt bolt;
    private final Sql sql;

    GraphReader(Bolt bolt, Sql sql) {
        this.bolt = bolt;
        this.sql = sql;
    }

    /// Fills a table (`k`, `h`) with what the graph holds of an item, and, for relationships, a
    /// table of the ids (`id`) of those that no key of the load names.
    void read(Item item, String table, String strays) {
        sql.execute(
                "create or replace temp table " + table + " (k VARCHAR, h VARCHAR, id VARCHAR)");
        sql.execute("create or replace temp table " + strays + " (id VARCHAR)");
        switch (item.name()) {
            case ItemName.Label label -> readNodes(label, table);
            case ItemName.Type type -> {
                readRelationships(item, type, table);
                separateStrays(table, strays);
            }
        }
    }

    private void readNodes(ItemName.Label label, String table) {
        Chunk chunk = new Chunk(table);
        bolt.stream(
                "MATCH (n:%1$s) WHERE n.%2$s IS NOT NULL RETURN n.%2$s AS k, properties(n) AS p"
                        .formatted(Cypher.name(label.label()), KeyRule.PROPERTY),
                Map.of(),
                record -> chunk.add(String.valueOf(text(record, "k")), hash(record), ""));
        chunk.flush();
    }

    private void readRelationships(Item item, ItemName.Type type, String table) {
        Chunk chunk = new Chunk(table);
        bolt.stream(
                """
                MATCH (a:%1$s)-[x:%2$s]->(b:%3$s)
                WHERE a.%4$s IS NOT NULL AND b.%4$s IS NOT NULL
                RETURN a.%4$s AS f, b.%4$s AS t, x.%4$s AS k, elementId(x) AS id, properties(x) AS p"""
                        .formatted(
                                Cypher.name(type.from()),
                                Cypher.name(type.type()),
                                Cypher.name(type.to()),
                                KeyRule.PROPERTY),
                Map.of(),
                record ->
                        chunk.add(
                                stateKey(item, type, record),
                                hash(record),
                                record.get("id").asString()));
        chunk.flush();
    }

    /// The key of a relationship in the load's state, or null for one that the load did not make.
    private static @Nullable String stateKey(Item item, ItemName.Type type, Record record) {
        String ends = text(record, "f") + KeyRule.PART_SEPARATOR + text(record, "t");
        String key = text(record, "k");
        if (!item.keyed()) {
            return key == null ? ends : null;
        }
        String prefix = RowShape.prefix(type);
        return key != null && key.startsWith(prefix + ends + KeyRule.PART_SEPARATOR)
                ? key.substring(prefix.length())
                : null;
    }

    private static @Nullable String text(Record record, String name) {
        Object value = record.get(name).asObject();
        return value == null ? null : value.toString();
    }

    private static String hash(Record record) {
        return Fingerprint.of(record.get("p").asMap());
    }

    private void separateStrays(String table, String strays) {
        sql.execute(
                """
                insert into %2$s
                select id from %1$s
                qualify k is null or row_number() over (partition by k order by id) > 1"""
                        .formatted(table, strays));
        sql.execute("delete from %1$s where id in (select id from %2$s)".formatted(table, strays));
    }

    /// Rows on their way into the engine.
    private final class Chunk {

        private final String table;
        private final List<@Nullable String> keys = new ArrayList<>(CHUNK);
        private final List<@Nullable String> hashes = new ArrayList<>(CHUNK);
        private final List<@Nullable String> ids = new ArrayList<>(CHUNK);

        Chunk(String table) {
            this.table = table;
        }

        void add(@Nullable String key, String hash, String id) {
            keys.add(key);
            hashes.add(hash);
            ids.add(id);
            if (keys.size() == CHUNK) {
                flush();
            }
        }

        void flush() {
            if (!keys.isEmpty()) {
                sql.insert(table, List.of(keys, hashes, ids));
                keys.clear();
                hashes.clear();
                ids.clear();
            }
        }
    }
}
