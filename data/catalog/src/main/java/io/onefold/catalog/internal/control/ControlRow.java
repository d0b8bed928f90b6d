package io.onefold.catalog.internal.control;

import io.onefold.catalog.json.Json;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One row of a control table, in natural keys.
///
/// @param table the table
/// @param values every column that a manifest can set, by name
public record ControlRow(ControlTable table, ObjectNode values) {

    public ControlRow {
        Objects.requireNonNull(table);
        values = values.deepCopy();
    }

    /// The members that identify the row.
    public ObjectNode key() {
        ObjectNode key = Json.object();
        for (String column : table.key()) {
            JsonNode value = values.get(column);
            key.set(column, value == null ? Json.MAPPER.nullNode() : value);
        }
        return key;
    }

    /// The one text of the key.
    public String keyText() {
        return table.tableName() + Json.canonical(key());
    }

    /// The one text of the row.
    public String text() {
        return Json.canonical(values);
    }
}
