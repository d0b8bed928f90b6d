package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.SourceKind;
import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.Spelling;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Checks one source: its connection fits its kind, and what it says of its columns agrees.
final class SiloCheck {

    private static final String BODY = "/source";
    private static final String CONNECTION = BODY + "/connection";
    private static final Pattern SOURCE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern PATH_OUTSIDE =
            Pattern.compile("(?:/|[A-Za-z]:).*|(?:.*[/\\\\])?\\.\\.(?:[/\\\\].*)?");
    private static final List<String> FILE_KEYS =
            List.of("path", "delimiter", "quote", "header", "encoding", "null_text");

    private final Manifest manifest;
    private final JsonNode body;
    private final Report report;
    private final SourceKind kind;

    SiloCheck(Manifest manifest, Report report) {
        this.manifest = manifest;
        this.body = manifest.body();
        this.report = report;
        this.kind = SiloKind.kind(body);
    }

    void run() {
        name();
        connection();
        zone();
        tables();
    }

    private void name() {
        String name = SiloKind.sourceName(manifest.name(), body);
        if (!SOURCE_NAME.matcher(name).matches()) {
            report.error(
                    "/name",
                    "'"
                            + name
                            + "' cannot be the first part of a dataset's name; expected letters, digits and _, not starting"
                            + " with a digit: write source.name",
                    "wrong-value");
        }
    }

    private void connection() {
        JsonNode connection = body.path("connection");
        if (kind.isFiles() && !connection.has("root")) {
            report.errorAtKey(
                    body.has("connection") ? CONNECTION : BODY,
                    "a source of kind "
                            + kind.wireName()
                            + " needs a folder; write connection: {root: FOLDER}",
                    "missing-key");
        }
        List<String> strange =
                kind.isFiles()
                        ? List.of("part", "prefix", "host", "port", "database", "user", "secret")
                        : connection.has("host")
                                ? List.of("part", "prefix", "root")
                                : List.of("host", "port", "user", "secret", "root");
        for (String key : strange) {
            if (connection.has(key)) {
                report.errorAtKey(
                        Pointers.member(CONNECTION, key),
                        "'" + key + "' does not go with " + whatItIs(connection) + "; leave it out",
                        "conflicting-keys");
            }
        }
        boolean otherPart =
                connection.has("part")
                        && !Nodes.text(connection, "part", "")
                                .equals(kind == SourceKind.MYSQL ? "mariadb" : "postgres");
        if (!kind.isFiles() && otherPart) {
            report.error(
                    Pointers.member(CONNECTION, "part"),
                    "found '"
                            + Nodes.text(connection, "part", "")
                            + "'; a source of kind "
                            + kind.wireName()
                            + " lives in part "
                            + (kind == SourceKind.MYSQL ? "mariadb" : "postgres"),
                    "conflicting-keys");
        }
    }

    private String whatItIs(JsonNode connection) {
        if (kind.isFiles()) {
            return "a source of files";
        }
        return connection.has("host")
                ? "a host elsewhere"
                : "one of Onefold's own parts (an external one is named by host)";
    }

    private void zone() {
        String zone = Nodes.text(body, "zone");
        if (zone == null) {
            return;
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            report.error(
                    BODY + "/zone",
                    "found '"
                            + zone
                            + "', no time zone"
                            + Spelling.didYouMean(zone, ZoneId.getAvailableZoneIds())
                            + "; expected for example UTC, Europe/Prague or +05:30",
                    "wrong-value");
        }
    }

    private void tables() {
        Map<String, Integer> first = new HashMap<>();
        List<JsonNode> tables = Nodes.elements(body, "tables");
        for (int i = 0; i < tables.size(); i++) {
            String pointer = Pointers.element(BODY + "/tables", i);
            Integer before = first.putIfAbsent(Nodes.text(tables.get(i), "name", ""), i);
            if (before != null) {
                int line =
                        report.document().value(Pointers.element(BODY + "/tables", before)).line();
                report.error(
                        pointer + "/name",
                        "table '"
                                + Nodes.text(tables.get(i), "name", "")
                                + "' stands here twice, first at line "
                                + line
                                + "; keep one of the two",
                        "duplicate-table");
            }
            table(tables.get(i), pointer);
        }
    }

    private void table(JsonNode table, String pointer) {
        List<String> key = Nodes.texts(table, "key");
        for (String column : Nodes.members(table, "exclude").keySet()) {
            String excluded = Pointers.member(pointer + "/exclude", column);
            if (key.contains(column)) {
                conflict(excluded, column, "the key needs it", "excluded-column");
            }
            if (column.equals(Nodes.text(table, "watermark"))) {
                conflict(excluded, column, "it is the watermark", "excluded-column");
            }
            if (table.path("tags").has(column)) {
                conflict(
                        Pointers.member(pointer + "/tags", column),
                        column,
                        "a tag says who may read it, and it is never read",
                        "excluded-column");
            }
        }
        lateness(table, pointer);
        files(table, pointer);
    }

    private void conflict(String pointer, String column, String why, String rule) {
        report.errorAtKey(
                pointer,
                "column '" + column + "' is excluded, but " + why + "; decide for one of the two",
                rule);
    }

    private void lateness(JsonNode table, String pointer) {
        String lateness = Nodes.text(table, "lateness");
        if (lateness == null) {
            return;
        }
        if (!table.has("watermark")) {
            report.errorAtKey(
                    pointer + "/lateness",
                    "lateness is counted from a watermark, and the table has none; name the watermark or leave it out",
                    "conflicting-keys");
        }
        if (!isDuration(lateness)) {
            report.error(
                    pointer + "/lateness",
                    "found '"
                            + lateness
                            + "'; expected a duration of zero or more such as PT1H, PT90M or P2D",
                    "wrong-value");
        }
    }

    private static boolean isDuration(String text) {
        try {
            return !Duration.parse(text).isNegative();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void files(JsonNode table, String pointer) {
        if (!kind.isFiles()) {
            FILE_KEYS.stream()
                    .filter(table::has)
                    .forEach(
                            key ->
                                    report.errorAtKey(
                                            Pointers.member(pointer, key),
                                            "'"
                                                    + key
                                                    + "' is for files; a source of kind "
                                                    + kind.wireName()
                                                    + " has none",
                                            "conflicting-keys"));
            return;
        }
        String path = Nodes.text(table, "path", "");
        if (PATH_OUTSIDE.matcher(path).matches()) {
            report.error(
                    pointer + "/path",
                    "found '"
                            + path
                            + "', which lies outside the root; expected a path or glob below connection.root",
                    "wrong-value");
        }
        String encoding = Nodes.text(table, "encoding", "UTF-8");
        if (!isCharset(encoding)) {
            report.error(
                    pointer + "/encoding",
                    "found '"
                            + encoding
                            + "', no character set"
                            + Spelling.didYouMean(encoding, Charset.availableCharsets().keySet())
                            + "; expected for example UTF-8 or windows-1250",
                    "wrong-value");
        }
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }
}
