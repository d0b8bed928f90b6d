package io.onefold.embedded.internal.silo;

import io.onefold.catalog.Settings;
import io.onefold.embedded.internal.Failures;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads which databases a folder describes: by its `silos.yaml`, or by its files' names,
/// `<silo>_schema.sql` beside `<silo>_sample_data.sql`, which become databases of PostgreSQL.
public final class SiloFolder {

    private static final String INDEX = "silos.yaml";
    private static final String SCHEMA_ENDING = "_schema.sql";
    private static final String DATA_ENDING = "_sample_data.sql";
    private static final Set<String> SILO_KEYS = Set.of("name", "part", "schema", "data");
    private static final Set<String> TABLE_KEYS = Set.of("file", "delimiter");
    private static final Set<String> PARTS = Set.of("postgres", "mariadb");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.]*)}");

    private final Path folder;
    private final Settings settings;

    public SiloFolder(Path folder, Settings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /// The silos of the folder, with all files at hand.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming what is wrong in the folder
    public List<Silo> silos() {
        try {
            List<Silo> silos = Files.exists(folder.resolve(INDEX)) ? indexed() : byName();
            silos.stream().flatMap(silo -> silo.files().stream()).forEach(this::requireFile);
            return silos;
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the folder "
                            + folder
                            + " cannot be read ("
                            + Failures.reason(e)
                            + "); expected a folder with "
                            + INDEX
                            + " or files named *"
                            + SCHEMA_ENDING,
                    e);
        }
    }

    private List<Silo> byName() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Silo> silos =
                    files.filter(file -> file.getFileName().toString().endsWith(SCHEMA_ENDING))
                            .sorted()
                            .map(this::byName)
                            .toList();
            if (silos.isEmpty()) {
                throw invalid(
                        "the folder "
                                + folder
                                + " describes no silo; expected "
                                + INDEX
                                + " or files named *"
                                + SCHEMA_ENDING
                                + "; make some with: onefold generate all --out "
                                + folder);
            }
            return silos;
        }
    }

    private Silo byName(Path schema) {
        String file = schema.getFileName().toString();
        String name = file.substring(0, file.length() - SCHEMA_ENDING.length());
        return new Silo(
                name, "postgres", schema, List.of(folder.resolve(name + DATA_ENDING)), List.of());
    }

    private List<Silo> indexed() throws IOException {
        Object document;
        try {
            document =
                    new Load(LoadSettings.builder().setLabel(INDEX).build())
                            .loadFromString(Files.readString(folder.resolve(INDEX)));
        } catch (YamlEngineException e) {
            throw invalid(folder.resolve(INDEX) + " is not YAML: " + e.getMessage());
        }
        if (!(document instanceof Map<?, ?> map)
                || !(map.get("silos") instanceof List<?> entries)) {
            throw wrong("silos", "a list of {name, part, schema, data}");
        }
        List<Silo> silos = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            silos.add(silo(entries.get(i), "silos[" + i + "]"));
        }
        return silos;
    }

    private Silo silo(@Nullable Object entry, String path) {
        Map<String, Object> silo = map(entry, path, SILO_KEYS);
        String part = text(silo.getOrDefault("part", "postgres"), path + ".part");
        if (!PARTS.contains(part)) {
            throw wrong(path + ".part", "postgres or mariadb, not '" + part + "'");
        }
        List<Path> scripts = new ArrayList<>();
        List<Silo.TableFile> tables = new ArrayList<>();
        switch (silo.get("data")) {
            case List<?> files -> files.forEach(file -> scripts.add(file(file, path + ".data")));
            case Map<?, ?> files ->
                    files.forEach(
                            (table, file) ->
                                    tables.add(
                                            table(
                                                    String.valueOf(table),
                                                    file,
                                                    path + ".data." + table)));
            case null -> {}
            default -> throw wrong(path + ".data", "a list of SQL files, or a table per CSV file");
        }
        return new Silo(
                text(silo.get("name"), path + ".name"),
                part,
                file(silo.get("schema"), path + ".schema"),
                scripts,
                tables);
    }

    private Silo.TableFile table(String table, @Nullable Object entry, String path) {
        if (entry instanceof String file) {
            return new Silo.TableFile(table, file(file, path), ',');
        }
        Map<String, Object> options = map(entry, path, TABLE_KEYS);
        String delimiter = text(options.getOrDefault("delimiter", ","), path + ".delimiter");
        if (delimiter.length() != 1 || delimiter.charAt(0) > 127) {
            throw wrong(path + ".delimiter", "one ASCII character, not '" + delimiter + "'");
        }
        return new Silo.TableFile(
                table, file(options.get("file"), path + ".file"), delimiter.charAt(0));
    }

    private Map<String, Object> map(@Nullable Object value, String path, Set<String> keys) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(path, "a map with the keys " + keys.stream().sorted().toList());
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach(
                (key, entry) -> {
                    if (!keys.contains(String.valueOf(key))) {
                        throw wrong(
                                path + "." + key,
                                "one of the keys " + keys.stream().sorted().toList());
                    }
                    if (entry != null) {
                        copy.put(String.valueOf(key), entry);
                    }
                });
        return copy;
    }

    private String text(@Nullable Object value, String path) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(path, "a text, not " + (value == null ? "nothing" : "'" + value + "'"));
    }

    private Path file(@Nullable Object value, String path) {
        String text = text(value, path);
        String filled =
                VARIABLE.matcher(text)
                        .replaceAll(
                                match ->
                                        Matcher.quoteReplacement(
                                                settings.get(match.group(1))
                                                        .orElseThrow(
                                                                () ->
                                                                        wrong(
                                                                                path,
                                                                                "the setting "
                                                                                        + match
                                                                                                .group(
                                                                                                        1)
                                                                                        + " to be set; export "
                                                                                        + match
                                                                                                .group(
                                                                                                        1)
                                                                                        + "=…"))));
        return folder.resolve(filled).normalize();
    }

    private void requireFile(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw invalid(
                    "the file "
                            + file
                            + " of folder "
                            + folder
                            + " is not there or cannot be read; expected a file of SQL or rows; generate the folder again, or"
                            + " correct "
                            + INDEX);
        }
    }

    private OnefoldException wrong(String path, String expected) {
        return invalid(folder.resolve(INDEX) + ": " + path + ": expected " + expected);
    }

    private static OnefoldException invalid(String message) {
        return new OnefoldException(ErrorCode.INVALID_INPUT, message);
    }
}
