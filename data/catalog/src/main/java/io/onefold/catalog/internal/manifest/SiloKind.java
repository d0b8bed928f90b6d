package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Drift;
import io.onefold.catalog.Manifest;
import io.onefold.catalog.SourceKind;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.json.Json;
import io.onefold.catalog.json.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sources: silos with their tables.
enum SiloKind implements Kind {
    INSTANCE;

    @Override
    public void check(Manifest manifest, Report report) {
        new SiloCheck(manifest, report).run();
    }

    @Override
    public List<Reference> references(Manifest manifest) {
        return List.of();
    }

    @Override
    public List<ControlRow> rows(Manifest manifest) {
        List<ControlRow> rows = new ArrayList<>();
        String source = sourceName(manifest.name(), manifest.body());
        rows.add(source(manifest, source));
        List<JsonNode> tables = Nodes.elements(manifest.body(), "tables");
        for (int i = 0; i < tables.size(); i++) {
            rows.add(table(manifest, source, tables.get(i), i));
        }
        for (JsonNode table : tables) {
            String name = Nodes.text(table, "name", "");
            Nodes.members(table, "tags")
                    .forEach((column, tags) -> rows.add(tag(source, name, column, table)));
            Nodes.members(table, "exclude")
                    .forEach(
                            (column, reason) ->
                                    rows.add(exclusion(source, name, column, reason.asString())));
        }
        return rows;
    }

    /// The prefix of a source's datasets: as written, else the manifest's name with `_` for `-`.
    static String sourceName(String manifestName, JsonNode body) {
        return Nodes.text(body, "name", manifestName.replace('-', '_'));
    }

    /// A row that keeps a column out of the system.
    static ControlRow exclusion(String source, String table, String column, String reason) {
        ObjectNode row = Json.object();
        row.put("source_name", source);
        row.put("table_name", table);
        row.put("column_name", column);
        row.put("is_excluded", true);
        row.put("reason", reason);
        return new ControlRow(ControlTable.FIELD_EXCLUSION_RULE, row);
    }

    static SourceKind kind(JsonNode body) {
        return SourceKind.valueOf(Nodes.text(body, "kind", "").toUpperCase(Locale.ROOT));
    }

    private static ControlRow source(Manifest manifest, String source) {
        JsonNode body = manifest.body();
        JsonNode connection = body.path("connection");
        SourceKind kind = kind(body);
        boolean own = !kind.isFiles() && !connection.has("host");
        ObjectNode row = Json.object();
        row.put("source_name", source);
        row.put("manifest_name", manifest.name());
        row.put("kind", kind.wireName());
        row.put("db_host", Nodes.text(connection, "host"));
        row.put("db_port", Nodes.integer(connection, "port"));
        row.put("db_name", kind.isFiles() ? null : Nodes.text(connection, "database", source));
        row.put("db_user", Nodes.text(connection, "user"));
        row.put("secret_ref", Nodes.text(connection, "secret"));
        row.put("zone", Nodes.text(body, "zone"));
        row.put("is_active", true);
        row.put("part", own ? Nodes.text(connection, "part", usualPart(kind)) : null);
        row.put("settings_prefix", Nodes.text(connection, "prefix"));
        row.put("file_root", Nodes.text(connection, "root"));
        row.put("schema_name", Nodes.text(body, "schema"));
        row.put("drift", Nodes.text(body, "drift", Drift.FAIL.wireName()));
        return new ControlRow(ControlTable.SOURCE_DATABASE, row);
    }

    private static String usualPart(SourceKind kind) {
        return kind == SourceKind.MYSQL ? "mariadb" : "postgres";
    }

    private static ControlRow table(
            Manifest manifest, String source, JsonNode table, int position) {
        SourceKind kind = kind(manifest.body());
        String name = Nodes.text(table, "name", "");
        ObjectNode row = Json.object();
        row.put("source_name", source);
        row.put("table_name", name);
        row.put("physical_name", Nodes.text(table, "table", name));
        row.put("position", position);
        row.set("key_columns", Json.texts(Nodes.texts(table, "key")));
        row.put("watermark_column", Nodes.text(table, "watermark"));
        row.put("lateness", Nodes.text(table, "lateness", "PT0S"));
        row.put("detect_deletes", Nodes.text(table, "deletes", "ignore").equals("detect"));
        row.put(
                "file_path",
                kind.isFiles() ? Nodes.text(table, "path", name + "." + kind.wireName()) : null);
        row.put("delimiter", ofFiles(kind, Nodes.text(table, "delimiter", ",")));
        row.put("quote_character", ofFiles(kind, Nodes.text(table, "quote", "\"")));
        row.set(
                "has_header",
                kind.isFiles() ? Json.bool(Nodes.flag(table, "header", true)) : Json.nothing());
        row.put("encoding", ofFiles(kind, Nodes.text(table, "encoding", "UTF-8")));
        row.put("null_text", Nodes.text(table, "null_text"));
        row.put("is_active", true);
        return new ControlRow(ControlTable.SOURCE_TABLE, row);
    }

    private static @Nullable String ofFiles(SourceKind kind, String value) {
        return kind.isFiles() ? value : null;
    }

    private static ControlRow tag(String source, String table, String column, JsonNode node) {
        ObjectNode row = Json.object();
        row.put("source_name", source);
        row.put("table_name", table);
        row.put("column_name", column);
        row.set(
                "tags",
                Json.texts(
                        Nodes.texts(node.path("tags"), column).stream()
                                .sorted()
                                .distinct()
                                .toList()));
        return new ControlRow(ControlTable.SOURCE_COLUMN_TAG, row);
    }
}
