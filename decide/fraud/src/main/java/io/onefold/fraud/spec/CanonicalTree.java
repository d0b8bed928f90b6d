package io.onefold.fraud.spec;

import io.onefold.fraud.request.CanonicalJson;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Writes any JSON as RFC 8785 writes it.
final class CanonicalTree {

    private CanonicalTree() {}

    static void write(StringBuilder out, JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.forEachEntry(sorted::put);
            String comma = "{";
            for (var entry : sorted.entrySet()) {
                CanonicalJson.text(out.append(comma), entry.getKey());
                write(out.append(':'), entry.getValue());
                comma = ",";
            }
            out.append(sorted.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            String comma = "[";
            for (JsonNode element : node) {
                write(out.append(comma), element);
                comma = ",";
            }
            out.append(node.isEmpty() ? "[]" : "]");
        } else if (node.isString()) {
            CanonicalJson.text(out, node.stringValue());
        } else if (node.isNumber()) {
            CanonicalJson.number(out, node.doubleValue());
        } else {
            out.append(node.isBoolean() ? Boolean.toString(node.booleanValue()) : "null");
        }
    }
}
