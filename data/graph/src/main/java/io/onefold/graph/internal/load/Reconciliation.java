package io.onefold.graph.internal.load;

import io.onefold.graph.ItemResult;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The proof of a load as the control database keeps it.
final class Reconciliation {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Reconciliation() {}

    /// For each item that was compared: what the lake says, what the graph holds, rows without a
    /// partner (with the keys of the first), rows without a value or key, rows refused.
    static JsonNode json(List<ItemProgress> items, boolean deep) {
        ObjectNode root = JSON.createObjectNode();
        root.put("deep", deep);
        ArrayNode list = root.putArray("items");
        for (ItemProgress item : items) {
            ItemResult result = item.result();
            if (result.found() >= 0) {
                ObjectNode node = list.addObject();
                node.put("item", result.item());
                node.put("lake", result.expected());
                node.put("graph", result.found());
                node.put("equal", result.expected() == result.found() && item.differing() <= 0);
                node.put("merged", item.read().merged());
                node.put("without_key", item.read().withoutKey());
                node.put("dead", result.dead());
                Unmatched unmatched = item.unmatched();
                node.put("unmatched", unmatched.count());
                node.put("without_value", unmatched.empty());
                ArrayNode keys = node.putArray("unmatched_keys");
                unmatched.keys().forEach(keys::add);
                if (item.differing() >= 0) {
                    node.put("differing", item.differing());
                }
            }
        }
        return root;
    }
}
