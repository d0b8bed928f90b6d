package io.onefold.catalog.internal.manifest;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.Spelling;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares a document with the JSON Schema of its type, and says in words what does not fit.
final class SchemaCheck {

    private static final int SHOWN_MAX = 60;

    /// JSON Schema 2020-12 with `x-expected`: what is allowed, in words.
    private static final Dialect DIALECT =
            Dialect.builder(Dialects.getDraft202012())
                    .keyword(new NonValidationKeyword("x-expected"))
                    .build();

    private final Map<ManifestType, JsonNode> sources = new EnumMap<>(ManifestType.class);
    private final Map<ManifestType, Schema> schemas = new EnumMap<>(ManifestType.class);

    /// The schemas, read once.
    static SchemaCheck shared() {
        return Holder.SHARED;
    }

    private SchemaCheck() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(DIALECT);
        for (ManifestType type : ManifestType.values()) {
            JsonNode source = source(type);
            sources.put(type, source);
            schemas.put(type, registry.getSchema(source));
        }
    }

    /// Reports what does not fit.
    ///
    /// @param hidden pointers already reported as credentials
    void check(ManifestType type, Report report, Set<String> hidden) {
        JsonNode source = Objects.requireNonNull(sources.get(type));
        Schema schema = Objects.requireNonNull(schemas.get(type));
        for (Error error : schema.validate(report.document().root())) {
            String pointer = pointer(error);
            JsonNode around = around(source, error);
            switch (error.getKeyword()) {
                case "additionalProperties" ->
                        unknownKey(report, pointer, error.getProperty(), around, hidden);
                case "required" ->
                        report.errorAtKey(
                                pointer,
                                "key '"
                                        + error.getProperty()
                                        + "' is missing in "
                                        + Pointers.shown(pointer)
                                        + "; it is needed",
                                "missing-key");
                case "type" ->
                        report.error(pointer, wrongType(report, pointer, around), "wrong-type");
                default -> {
                    if (!hidden.contains(pointer)) {
                        report.error(
                                pointer, wrongValue(report, pointer, error, around), "wrong-value");
                    }
                }
            }
        }
    }

    private static void unknownKey(
            Report report, String pointer, String key, JsonNode around, Set<String> hidden) {
        String member = Pointers.member(pointer, key);
        if (hidden.contains(member)) {
            return;
        }
        List<String> allowed = new ArrayList<>(around.path("properties").propertyNames());
        report.errorAtKey(
                member,
                "unknown key '"
                        + key
                        + "' in "
                        + Pointers.shown(pointer)
                        + Spelling.didYouMean(key, allowed)
                        + " (allowed: "
                        + String.join(", ", allowed)
                        + ")",
                "unknown-key");
    }

    private static String wrongType(Report report, String pointer, JsonNode around) {
        JsonNode value = report.document().root().at(pointer);
        return "found " + found(pointer, value) + "; expected " + expectedType(around);
    }

    private static String wrongValue(Report report, String pointer, Error error, JsonNode around) {
        JsonNode value = report.document().root().at(pointer);
        String found = "found " + found(pointer, value);
        if (around.has("x-expected")) {
            return found + "; expected " + around.path("x-expected").stringValue();
        }
        if (around.has("enum")) {
            List<String> allowed =
                    around.path("enum").valueStream().map(JsonNode::asString).toList();
            String near = value.isString() ? Spelling.didYouMean(value.stringValue(), allowed) : "";
            return found + near + " (allowed: " + String.join(", ", allowed) + ")";
        }
        if (around.has("minimum") || around.has("maximum")) {
            return found
                    + "; expected "
                    + around.path("minimum").asString("any number")
                    + " to "
                    + around.path("maximum").asString("any number");
        }
        return found + "; " + error.getMessage();
    }

    private static String found(String pointer, JsonNode value) {
        if (value.isObject()) {
            return "a mapping";
        }
        if (value.isArray()) {
            return "a list";
        }
        if (value.isNull() || value.isMissingNode()) {
            return "nothing";
        }
        if (Credentials.isHidden(pointer)) {
            return "a value (not shown)";
        }
        String text = value.asString();
        String shown = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
        return value.isString() ? "'" + shown + "'" : shown;
    }

    private static String expectedType(JsonNode around) {
        JsonNode type = around.path("type");
        List<String> names =
                type.isArray()
                        ? type.valueStream().map(JsonNode::asString).toList()
                        : List.of(type.asString("a value"));
        return names.stream()
                .map(
                        name ->
                                switch (name) {
                                    case "object" -> "a mapping";
                                    case "array" -> "a list";
                                    case "string" -> "a text (in quotes if it looks like a number)";
                                    case "integer" -> "a whole number";
                                    case "number" -> "a number";
                                    case "boolean" -> "true or false";
                                    default -> name;
                                })
                .collect(Collectors.joining(" or "));
    }

    private static String pointer(Error error) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object element = error.getInstanceLocation().getElement(i);
            pointer.append('/').append(element.toString().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /// The schema object that holds the keyword that did not fit.
    private static JsonNode around(JsonNode source, Error error) {
        StringBuilder path = new StringBuilder();
        var fragment = error.getSchemaLocation().getFragment();
        for (int i = 0; i < fragment.getNameCount() - 1; i++) {
            path.append('/')
                    .append(
                            fragment.getElement(i)
                                    .toString()
                                    .replace("~", "~0")
                                    .replace("/", "~1"));
        }
        return source.at(path.toString());
    }

    private static JsonNode source(ManifestType type) {
        ObjectNode own =
                (ObjectNode)
                        Json.read(
                                Jdbc.resource(SchemaCheck.class, type.wireName() + ".schema.json"));
        if (type.bodyKey().isEmpty()) {
            return own;
        }
        ObjectNode merged =
                (ObjectNode) Json.read(Jdbc.resource(SchemaCheck.class, "head.schema.json"));
        ((ObjectNode) merged.get("properties")).setAll((ObjectNode) own.get("properties"));
        ((ArrayNode) merged.get("required")).addAll((ArrayNode) own.get("required"));
        if (own.has("$defs")) {
            merged.set("$defs", own.get("$defs"));
        }
        return merged;
    }

    private static final class Holder {
        static final SchemaCheck SHARED = new SchemaCheck();
    }
}
