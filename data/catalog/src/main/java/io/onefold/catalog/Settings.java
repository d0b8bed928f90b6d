package io.onefold.catalog;

import io.onefold.catalog.internal.SettingsFiles;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is configured: the environment, then `.env` in the working folder, then `onefold.yaml`; the
/// first that has a key wins. `onefold.max-memory` and `ONEFOLD_MAX_MEMORY` are the same key. An
/// empty value counts as not set.
public final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d|y)");

    private final Path workingFolder;
    private final Map<String, String> variables;
    private final Map<String, String> all;

    private Settings(Path workingFolder, Map<String, String> variables, Map<String, String> all) {
        this.workingFolder = workingFolder;
        this.variables = Map.copyOf(variables);
        this.all = Map.copyOf(all);
    }

    /// Reads the settings of a working folder.
    ///
    /// @throws OnefoldException (INVALID_SETUP) naming file and line if `.env` or `onefold.yaml`
    ///   cannot be read
    public static Settings load(Path workingFolder, Map<String, String> environment) {
        Path folder = Objects.requireNonNull(workingFolder).toAbsolutePath().normalize();
        Map<String, String> variables = new HashMap<>(SettingsFiles.dotEnv(folder.resolve(".env")));
        variables.putAll(notEmpty(environment));
        Map<String, String> all = new HashMap<>();
        SettingsFiles.yaml(folder.resolve("onefold.yaml"))
                .forEach((key, value) -> all.put(canonical(key), value));
        variables.forEach((key, value) -> all.put(canonical(key), value));
        return new Settings(folder, variables, notEmpty(all));
    }

    /// Settings that stand in no file.
    public static Settings of(Path workingFolder, Map<String, String> values) {
        Map<String, String> all = new HashMap<>();
        values.forEach((key, value) -> all.put(canonical(key), value));
        return new Settings(
                workingFolder.toAbsolutePath().normalize(), notEmpty(values), notEmpty(all));
    }

    /// The folder that relative paths of settings and manifests start from.
    public Path workingFolder() {
        return workingFolder;
    }

    /// The value of a key, in either spelling.
    public Optional<String> get(String key) {
        return Optional.ofNullable(all.get(canonical(key)));
    }

    /// The value of a key that must be there.
    ///
    /// @throws OnefoldException (INVALID_SETUP) naming the key and how to set it
    public String require(String key) {
        return get(key).orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_SETUP,
                                        "setting "
                                                + key
                                                + " is not set; export "
                                                + canonical(key)
                                                + "=…, or put it into .env or onefold.yaml in "
                                                + workingFolder));
    }

    /// A whole number.
    ///
    /// @throws OnefoldException (INVALID_SETUP) naming the value and the bounds
    public Optional<Integer> integer(String key, int least, int most) {
        return get(key).map(
                        text -> {
                            try {
                                int value = Integer.parseInt(text.trim());
                                if (value >= least && value <= most) {
                                    return value;
                                }
                            } catch (NumberFormatException e) {
                                // answered below, as a number out of bounds is
                            }
                            throw wrong(key, text, "a whole number from " + least + " to " + most);
                        });
    }

    /// A length of time: a whole number and its unit, `ms`, `s`, `m`, `h`, `d` (24 hours) or `y`
    /// (365 days), for example `250ms`.
    ///
    /// @throws OnefoldException (INVALID_SETUP) naming the value
    public Optional<Duration> duration(String key) {
        return get(key).map(
                        text -> {
                            Matcher matcher = DURATION.matcher(text.trim());
                            if (!matcher.matches()) {
                                throw wrong(
                                        key, text, "a length of time such as 250ms, 5m or 400d");
                            }
                            long number = Long.parseLong(matcher.group(1));
                            return switch (matcher.group(2)) {
                                case "ms" -> Duration.ofMillis(number);
                                case "s" -> Duration.ofSeconds(number);
                                case "m" -> Duration.ofMinutes(number);
                                case "h" -> Duration.ofHours(number);
                                case "d" -> Duration.ofDays(number);
                                default -> Duration.ofDays(365 * number);
                            };
                        });
    }

    /// A switch: `true` or `false`, `yes` or `no`, `on` or `off`, `1` or `0`.
    ///
    /// @throws OnefoldException (INVALID_SETUP) naming the value
    public boolean flag(String key, boolean otherwise) {
        return get(key).map(
                        text ->
                                switch (text.trim().toLowerCase(Locale.ROOT)) {
                                    case "true", "yes", "on", "1" -> true;
                                    case "false", "no", "off", "0" -> false;
                                    default -> throw wrong(key, text, "true or false");
                                })
                .orElse(otherwise);
    }

    /// A path; a relative one starts from the working folder.
    public Optional<Path> path(String key) {
        return get(key).map(text -> workingFolder.resolve(text).normalize());
    }

    /// A variable of the environment or `.env`, by its exact name; what `env:` references and
    /// `${NAME}` mean first.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /// The names of all that is set, in their canonical spelling, sorted.
    public List<String> names() {
        return all.keySet().stream().sorted().toList();
    }

    private static OnefoldException wrong(String key, String text, String expected) {
        return new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "setting " + key + " is '" + text + "'; expected " + expected);
    }

    private static Map<String, String> notEmpty(Map<String, String> values) {
        Map<String, String> kept = new HashMap<>(values);
        kept.values().removeIf(String::isEmpty);
        return kept;
    }

    private static String canonical(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
