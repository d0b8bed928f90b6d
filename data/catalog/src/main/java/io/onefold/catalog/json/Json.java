package io.onefold.catalog.json;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON value as a statement's parameter, and the one mapper of the catalog.
///
/// @param node the value
public record Json(JsonNode node) {

    /// Reads and writes JSON; decimals keep their digits.
    public static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    public Json {
        Objects.requireNonNull(node);
    }

    /// Reads a text that the database or this class wrote.
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /// An object of texts.
    public static ObjectNode object(Map<String, String> texts) {
        ObjectNode object = object();
        texts.forEach(object::put);
        return object;
    }

    public static JsonNode nothing() {
        return MAPPER.nullNode();
    }

    public static JsonNode bool(boolean value) {
        return MAPPER.getNodeFactory().booleanNode(value);
    }

    /// A list of texts.
    public static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    /// The members of an object of texts, in their order.
    public static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asString()));
        return texts;
    }

    /// The one text of a value: members by name in UTF-16 order, no white space, numbers in plain
    /// digits without needless zeros, texts escaped as RFC 8785 does. Equal values have equal
    /// texts.
    public static String canonical(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return "null";
        }
        if (node.isObject()) {
            return node.properties().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                    .map(
                            member ->
                                    MAPPER.writeValueAsString(member.getKey())
                                            + ":"
                                            + canonical(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return node.valueStream()
                    .map(Json::canonical)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (node.isNumber()) {
            return number(node);
        }
        return MAPPER.writeValueAsString(node);
    }

    private static String number(JsonNode node) {
        BigDecimal value = node.decimalValue();
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
