package io.onefold.catalog.internal.control;

import io.onefold.catalog.Drift;
import io.onefold.catalog.FileOptions;
import io.onefold.catalog.SecretRef;
import io.onefold.catalog.SourceConnection;
import io.onefold.catalog.SourceKind;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.catalog.json.Nodes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes sources of the control rows, edited by hand or not.
public final class SourceSpecs {

    private SourceSpecs() {}

    /// Every source, by name.
    public static List<SourceSpec> all(ControlRows rows) throws SQLException {
        Map<String, Map<String, String>> excluded = excluded(rows);
        Map<String, Map<String, Set<String>>> tags = tags(rows);
        List<ControlRow> tables = rows.all(ControlTable.SOURCE_TABLE);
        return rows.all(ControlTable.SOURCE_DATABASE).stream()
                .map(ControlRow::values)
                .map(source -> source(source, tables, excluded, tags))
                .toList();
    }

    /// Dataset to its excluded columns, each with its reason.
    public static Map<String, Map<String, String>> excluded(ControlRows rows) throws SQLException {
        Map<String, Map<String, String>> excluded = new HashMap<>();
        for (ControlRow row : rows.all(ControlTable.FIELD_EXCLUSION_RULE)) {
            if (Nodes.flag(row.values(), "is_excluded", true)) {
                excluded.computeIfAbsent(dataset(row), absent -> new LinkedHashMap<>())
                        .put(text(row.values(), "column_name"), text(row.values(), "reason"));
            }
        }
        return excluded;
    }

    /// Dataset to the tags that its source gives its columns.
    public static Map<String, Map<String, Set<String>>> tags(ControlRows rows) throws SQLException {
        Map<String, Map<String, Set<String>>> tags = new HashMap<>();
        for (ControlRow row : rows.all(ControlTable.SOURCE_COLUMN_TAG)) {
            tags.computeIfAbsent(dataset(row), absent -> new HashMap<>())
                    .put(
                            text(row.values(), "column_name"),
                            Set.copyOf(Nodes.texts(row.values(), "tags")));
        }
        return tags;
    }

    private static SourceSpec source(
            JsonNode source,
            List<ControlRow> tables,
            Map<String, Map<String, String>> excluded,
            Map<String, Map<String, Set<String>>> tags) {
        String name = text(source, "source_name");
        SourceKind kind = SourceKind.valueOf(text(source, "kind").toUpperCase(Locale.ROOT));
        String zone = Nodes.text(source, "zone");
        return new SourceSpec(
                name,
                Nodes.text(source, "manifest_name", name),
                kind,
                connection(source, kind),
                Nodes.text(source, "schema_name"),
                zone == null ? null : ZoneId.of(zone),
                Drift.valueOf(text(source, "drift").toUpperCase(Locale.ROOT)),
                Nodes.flag(source, "is_active", true),
                tables.stream()
                        .map(ControlRow::values)
                        .filter(table -> name.equals(Nodes.text(table, "source_name")))
                        .filter(table -> Nodes.flag(table, "is_active", true))
                        .map(table -> table(table, name, excluded, tags))
                        .toList());
    }

    private static SourceConnection connection(JsonNode source, SourceKind kind) {
        String name = text(source, "source_name");
        String host = Nodes.text(source, "db_host");
        String secret = Nodes.text(source, "secret_ref");
        if (kind.isFiles()) {
            return new SourceConnection.Files(Nodes.text(source, "file_root", "."));
        }
        if (host != null) {
            return new SourceConnection.Server(
                    host,
                    Nodes.integer(source, "db_port"),
                    Nodes.text(source, "db_name", name),
                    Nodes.text(source, "db_user"),
                    secret == null ? null : new SecretRef(secret));
        }
        return new SourceConnection.Part(
                Nodes.text(source, "part", kind == SourceKind.MYSQL ? "mariadb" : "postgres"),
                Nodes.text(source, "db_name", name),
                Nodes.text(source, "settings_prefix"));
    }

    private static SourceTable table(
            JsonNode table,
            String source,
            Map<String, Map<String, String>> excluded,
            Map<String, Map<String, Set<String>>> tags) {
        String name = text(table, "table_name");
        String dataset = source + "." + name;
        return new SourceTable(
                name,
                text(table, "physical_name"),
                Nodes.texts(table, "key_columns"),
                Nodes.text(table, "watermark_column"),
                Duration.parse(text(table, "lateness")),
                Nodes.flag(table, "detect_deletes", false),
                excluded.getOrDefault(dataset, Map.of()),
                tags.getOrDefault(dataset, Map.of()),
                file(table));
    }

    private static @Nullable FileOptions file(JsonNode table) {
        String path = Nodes.text(table, "file_path");
        return path == null
                ? null
                : new FileOptions(
                        path,
                        Nodes.text(table, "delimiter", ","),
                        Nodes.text(table, "quote_character", "\""),
                        Nodes.flag(table, "has_header", true),
                        Nodes.text(table, "encoding", "UTF-8"),
                        Nodes.text(table, "null_text"));
    }

    private static String dataset(ControlRow row) {
        return text(row.values(), "source_name") + "." + text(row.values(), "table_name");
    }

    private static String text(JsonNode row, String column) {
        return Objects.requireNonNull(Nodes.text(row, column), column);
    }
}
