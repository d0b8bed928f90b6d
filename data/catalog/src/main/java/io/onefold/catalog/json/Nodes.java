package io.onefold.catalog.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads members of a JSON tree; what is not there, or of another type, is as if not written.
public final class Nodes {

    private Nodes() {}

    public static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? value.stringValue() : null;
    }

    public static String text(JsonNode node, String key, String otherwise) {
        return Objects.requireNonNullElse(text(node, key), otherwise);
    }

    public static @Nullable Integer integer(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : null;
    }

    public static boolean flag(JsonNode node, String key, boolean otherwise) {
        JsonNode value = node.path(key);
        return value.isBoolean() ? value.booleanValue() : otherwise;
    }

    /// The texts of a list; a single text is a list of one.
    public static List<String> texts(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString()
                ? List.of(value.stringValue())
                : value.valueStream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue)
                        .toList();
    }

    /// The elements of a list.
    public static List<JsonNode> elements(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isArray() ? value.valueStream().toList() : List.of();
    }

    /// The members of an object, in their order.
    public static Map<String, JsonNode> members(JsonNode node, String key) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        node.path(key)
                .properties()
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }
}
